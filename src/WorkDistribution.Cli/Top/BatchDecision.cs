namespace WorkDistribution.Cli.Top;

/// <summary>A decision of a process on its batch size.</summary>
internal sealed record BatchDecision(int From, int Size, string Reason);
