namespace WorkDistribution.Cli.Scenario;

/// <summary>A story of the seed document, reproduced on this machine: <c>wd scenario NAME</c>.</summary>
internal interface IScenario
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>One sentence for the help.</summary>
    string Description { get; }

    /// <summary>Runs it and prints what was measured, beside what the seed says.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    Task<int> RunAsync(ScenarioSettings settings, TextWriter output, TextWriter error, CancellationToken cancellationToken);
}
