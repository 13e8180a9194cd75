namespace WorkDistribution.Cli.Top;

/// <summary>What <c>wd top</c> was asked for.</summary>
/// <param name="Url">The host.</param>
/// <param name="WindowSeconds">How much of the past the figures are of, 5 to 900.</param>
/// <param name="Interval">Time between two snapshots.</param>
/// <param name="Once">Whether one snapshot is enough.</param>
/// <param name="Json">Whether to print JSON rather than tables.</param>
internal sealed record TopSettings(Uri Url, int WindowSeconds, TimeSpan Interval, bool Once, bool Json);
