namespace WorkDistribution.Cli;

/// <summary>The command cannot be carried out as given; ends <c>wd</c> with <see cref="ExitCode.BadUsage"/>.</summary>
internal sealed class UsageException(string message) : Exception(message);
