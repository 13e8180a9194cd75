using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Differential.Tests.Model;
using static WorkDistribution.LocalRuntime.Differential.Tests.Model.CommonFunctions;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Scenarios;

/// <summary>A purge by filter takes everything in a host that fits, so each of these has hosts of its own.</summary>
public sealed class PurgeTests(TopicHosts<PurgeTests> hosts) : Topic<PurgeTests>(hosts), ITopic
{
    public static Scenario[] Scenarios { get; } =
    [
        new("a purge by status and time takes what fits")
        {
            IsAlone = true,
            Register = (functions, _) => functions
                .Orchestrator<int, int>("Purged", (context, n) => context.CallActivityAsync<int>(Twice, n))
                .Orchestrator<string>("PurgedFailing", _ => throw new InvalidOperationException("purged")),
            Drive = async run =>
            {
                for (var n = 1; n <= 3; n++)
                {
                    await run.EndOfAsync("Purged", n, $"{n}");
                }

                await run.EndOfAsync("PurgedFailing", null, "failed");
                var now = TimeProvider.System.GetUtcNow();
                var (from, to) = (now.AddHours(-1), now.AddHours(1));
                return new
                {
                    OfTheFuture = await PurgeAsync(run, to, to, OrchestrationRuntimeStatus.Completed),
                    Terminated = await PurgeAsync(run, from, to, OrchestrationRuntimeStatus.Terminated),
                    Completed = await PurgeAsync(run, from, to, OrchestrationRuntimeStatus.Completed),
                    Again = await PurgeAsync(run, from, to, OrchestrationRuntimeStatus.Completed),
                    Left = await run.GetAsync(run.Id("failed")),
                    Gone = await run.GetAsync(run.Id("1")),
                };
            },
        },
    ];

    private static async Task<int> PurgeAsync(Run run, DateTimeOffset from, DateTimeOffset to, OrchestrationRuntimeStatus status) =>
        (await run.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(from, to, [status]), run.Token)).PurgedInstanceCount;
}
