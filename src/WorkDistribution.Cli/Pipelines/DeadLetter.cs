namespace WorkDistribution.Cli.Pipelines;

/// <summary>An item that failed for good.</summary>
internal sealed record DeadLetter(int Item, string Stage, string Reason);
