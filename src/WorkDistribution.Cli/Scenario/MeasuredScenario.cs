using System.Text.Json;

namespace WorkDistribution.Cli.Scenario;

/// <summary>A story that needs hosts of its own: measured in a folder that goes with it, and printed as a table or as JSON.</summary>
/// <typeparam name="TFigures">What is measured.</typeparam>
internal abstract class MeasuredScenario<TFigures> : IScenario
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public abstract string Name { get; }

    public abstract string Description { get; }

    /// <summary>What it does that only an own host allows: completes "wd scenario NAME …".</summary>
    protected abstract string NeedsOwnHost { get; }

    public async Task<int> RunAsync(ScenarioSettings settings, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (settings.Url is not null)
        {
            throw new UsageException($"wd scenario {Name} {NeedsOwnHost}, which only a host of its own allows: leave --url out.");
        }

        var folder = Directory.CreateTempSubdirectory($"wd-{Name}-");
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(Deadline);
            var figures = await MeasureAsync(folder.FullName, error, deadline.Token);
            if (settings.Json)
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(figures, Web));
            }
            else
            {
                Write(figures, output);
            }

            return IsSuccess(figures) ? ExitCode.Done : ExitCode.JobFailed;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Runs the story before and after.</summary>
    /// <param name="folder">For whatever it writes; deleted behind it.</param>
    /// <param name="error">Told how far it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    protected abstract Task<TFigures> MeasureAsync(string folder, TextWriter error, CancellationToken cancellationToken);

    /// <summary>Prints the figures beside what the seed says.</summary>
    protected abstract void Write(TFigures figures, TextWriter output);

    /// <summary>Whether what must hold did.</summary>
    protected virtual bool IsSuccess(TFigures figures) => true;
}
