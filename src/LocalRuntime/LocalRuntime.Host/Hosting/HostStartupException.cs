namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>The app cannot be started as it is. The message is complete: it is shown to the user without a stack trace.</summary>
internal sealed class HostStartupException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>One error for everything that is wrong, so that a user fixes the app once.</summary>
    public static HostStartupException ForProblems(IReadOnlyCollection<string> problems) => new(
        $"The app cannot be started: {problems.Count} problem{(problems.Count == 1 ? string.Empty : "s")} found."
        + string.Concat(problems.Select(p => $"{Environment.NewLine}  - {p}")));
}
