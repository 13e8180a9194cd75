namespace WorkDistribution.Cli;

/// <summary>What <c>wd</c> tells the shell: scripts depend on these three values.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int JobFailed = 1;
    public const int BadUsage = 2;
}
