namespace WorkDistribution.Cli.Top;

/// <summary>Backups of slow attempts.</summary>
internal sealed record Backups(long Asked, long Won);
