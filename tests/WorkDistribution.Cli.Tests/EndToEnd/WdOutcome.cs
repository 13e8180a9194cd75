namespace WorkDistribution.Cli.Tests.EndToEnd;

internal sealed record WdOutcome(int ExitCode, string Output, string Error);
