namespace WorkDistribution.Cli.Scenario.BlackFriday;

/// <summary>What <c>wd scenario black-friday</c> measured.</summary>
/// <param name="Scale">Its size.</param>
/// <param name="Cores">Processors of this machine.</param>
/// <param name="Before">A worker keeps the lanes it owns.</param>
/// <param name="After">Idle workers steal, and each second the load is rebalanced.</param>
internal sealed record BlackFridayFigures(BlackFridayScale Scale, int Cores, OrderRun Before, OrderRun After);
