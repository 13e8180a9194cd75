namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>Where the host listens; known once the web server has started. A singleton service.</summary>
internal sealed class HostAddress
{
    /// <summary>The base URL without a trailing slash, e.g. <c>http://127.0.0.1:7071</c>.</summary>
    /// <exception cref="InvalidOperationException">The web server has not started yet.</exception>
    public string Url
    {
        get => field ?? throw new InvalidOperationException("The host's address is not known before its web server has started.");
        set;
    }
}
