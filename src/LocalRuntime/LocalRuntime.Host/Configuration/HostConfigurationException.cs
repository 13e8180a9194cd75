namespace WorkDistribution.LocalRuntime.Host.Configuration;

/// <summary>host.json, local.settings.json or a setting holds something the host cannot run with.</summary>
internal sealed class HostConfigurationException : Exception
{
    public HostConfigurationException(string message, Exception? inner = null)
        : base(message, inner) => Problems = [message];

    /// <summary>One error for everything that is wrong in <paramref name="source"/>, so that a user corrects the file once.</summary>
    public HostConfigurationException(string source, IReadOnlyList<string> problems)
        : base(Describe(source, problems)) => Problems = problems;

    /// <summary>Each problem on its own: what is wrong, and what is allowed.</summary>
    public IReadOnlyList<string> Problems { get; }

    private static string Describe(string source, IReadOnlyList<string> problems) => problems.Count == 1
        ? $"{source} is not valid: {problems[0]}"
        : $"{source} is not valid:{Environment.NewLine}{string.Join(Environment.NewLine, problems.Select(p => "  - " + p))}";
}
