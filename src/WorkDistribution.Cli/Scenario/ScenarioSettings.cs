namespace WorkDistribution.Cli.Scenario;

/// <summary>One <c>wd scenario NAME</c> as parsed.</summary>
/// <param name="Url">A running host; null starts one.</param>
/// <param name="Json">Whether to print one JSON object.</param>
internal sealed record ScenarioSettings(Uri? Url, bool Json);
