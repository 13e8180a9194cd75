namespace WorkDistribution.LocalRuntime.Host.Configuration;

/// <summary>What local.settings.json says.</summary>
internal sealed record LocalSettings
{
    /// <summary>The file that was read; null when there is none.</summary>
    public string? Path { get; init; }

    /// <summary>Become environment variables, unless a variable of that name is set already.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary><c>Host.LocalHttpPort</c>: the port to listen on when the command line names none.</summary>
    public int? LocalHttpPort { get; init; }

    /// <summary><c>Host.CORS</c>: origins allowed to call from a browser; <c>*</c> for any.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary><c>Host.CORSCredentials</c>: whether a browser may send cookies and credentials.</summary>
    public bool CorsCredentials { get; init; }

    /// <summary>Puts <see cref="Values"/> into the environment of this process, where no variable of that name is set.</summary>
    public void ApplyToEnvironment()
    {
        foreach (var (name, value) in Values)
        {
            if (Environment.GetEnvironmentVariable(name) is null)
            {
                Environment.SetEnvironmentVariable(name, value);
            }
        }
    }
}
