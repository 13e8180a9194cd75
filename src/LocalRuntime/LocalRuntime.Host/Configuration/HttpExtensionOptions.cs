namespace WorkDistribution.LocalRuntime.Host.Configuration;

/// <summary><c>extensions.http</c> of host.json.</summary>
internal sealed record HttpExtensionOptions
{
    /// <summary>Path prefix of every HTTP trigger, without slashes at its ends; empty for none. Default <c>api</c>.</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>Headers added to each response of an HTTP trigger.</summary>
    public IReadOnlyDictionary<string, string> CustomHeaders { get; init; } = new Dictionary<string, string>();
}
