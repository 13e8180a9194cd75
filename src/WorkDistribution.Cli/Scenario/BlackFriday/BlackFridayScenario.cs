using System.Globalization;
using WorkDistribution.Cli.Hosting;
using WorkDistribution.LocalRuntime.Host;

namespace WorkDistribution.Cli.Scenario.BlackFriday;

/// <summary>
/// Seed, "When Work Stealing Saved Black Friday": almost all orders are for one product, so one worker has them all while the others are
/// idle; then idle workers steal, and each second the load is rebalanced. Worker processes, queues and tables are real.
/// </summary>
/// <param name="scale">Its size; null for the one that suits a small machine.</param>
internal sealed class BlackFridayScenario(BlackFridayScale? scale = null) : MeasuredScenario<BlackFridayFigures>
{
    private readonly BlackFridayScale scale = scale ?? new BlackFridayScale();

    public override string Name => "black-friday";

    public override string Description => "Process orders of one hot product before and after: a worker that has them all, and workers that steal.";

    protected override string NeedsOwnHost => "runs workers with and without stealing";

    protected override void Write(BlackFridayFigures figures, TextWriter output) => BlackFridayReport.Write(figures, output);

    protected override async Task<BlackFridayFigures> MeasureAsync(string folder, TextWriter error, CancellationToken cancellationToken)
    {
        await error.WriteLineAsync("Starting the storage…");
        await using var azurite = await AzuriteServer.StartAsync(AzuriteOptions.FreePorts, cancellationToken);
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = azurite.GetConnectionString(),
            ["ObjectStore__Folder"] = Path.Combine(folder, "objects"),
            ["WorkItems__Workers"] = scale.Threads.ToString(CultureInfo.InvariantCulture),

            // So often idle workers look for tickets: the story takes seconds, not days.
            ["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.200",
        };

        // The host takes orders and leaves them to the workers.
        await using var host = await HostSession.OpenAsync(
            null, folder, [], ["Work*", "PriorityCounters"], error, cancellationToken, new Dictionary<string, string>(settings) { ["AzureWebJobs_WorkTickets_Disabled"] = "true" });
        var before = await RunAsync("Before: a worker keeps what it owns…", isBalanced: false);
        var after = await RunAsync("After: idle workers steal, and the load is rebalanced…", isBalanced: true);
        return new BlackFridayFigures(scale, Environment.ProcessorCount, before, after);

        async Task<OrderRun> RunAsync(string what, bool isBalanced)
        {
            await error.WriteLineAsync(what);
            var environment = new Dictionary<string, string>(settings) { ["WorkItems__Balancing"] = isBalanced ? "true" : "false" };
            string[] arguments = ["--durable", host.Address.ToString(), "--functions", "WorkTickets"];
            var workers = new List<LocalHost>();
            var orders = new Orders(scale, host);
            try
            {
                for (var i = 0; i < scale.Workers; i++)
                {
                    workers.Add(await LocalHost.StartAsync(Path.Combine(folder, $"worker-{isBalanced}-{i}"), arguments, environment, cancellationToken));
                }

                await orders.RunAsync(cancellationToken);
            }
            finally
            {
                await Task.WhenAll(workers.Select(static worker => worker.DisposeAsync().AsTask()));
            }

            return await orders.ReportAsync(cancellationToken);
        }
    }
}
