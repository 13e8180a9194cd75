using System.Globalization;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Differential.Tests.Model;
using static WorkDistribution.LocalRuntime.Differential.Tests.Model.CommonFunctions;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Scenarios;

/// <summary>What is asked of all instances; the ids begin with the scenario's name, so that others are not seen.</summary>
public sealed class QueryTests(TopicHosts<QueryTests> hosts) : Topic<QueryTests>(hosts), ITopic
{
    public static Scenario[] Scenarios { get; } =
    [
        new("a query by prefix gives all in pages")
        {
            Register = (functions, _) => functions
                .Orchestrator<int, int>("Queried", (context, n) => context.CallActivityAsync<int>(Twice, n))
                .Orchestrator<string>("QueriedFailing", _ => throw new InvalidOperationException("queried"))
                .Orchestrator("QueriedWaiting", context => context.WaitForExternalEvent<string>("go")),
            Drive = async run =>
            {
                await ManyAsync(run, 7);
                var query = new OrchestrationQuery { InstanceIdPrefix = run.Id(string.Empty), PageSize = 3, FetchInputsAndOutputs = true };
                List<string> found = [];
                await foreach (var instance in run.Client.GetAllInstancesAsync(query))
                {
                    found.Add($"{instance.InstanceId} {instance.RuntimeStatus} {instance.SerializedInput} {instance.SerializedOutput}");
                }

                return found.Order();
            },
        },
        new("a query without data has none")
        {
            Drive = async run =>
            {
                await ManyAsync(run, 2);
                List<string> found = [];
                var query = new OrchestrationQuery { InstanceIdPrefix = run.Id(string.Empty) };
                await foreach (var instance in run.Client.GetAllInstancesAsync(query))
                {
                    var data = $"{instance.SerializedInput ?? "none"} {instance.SerializedOutput ?? "none"}";
                    found.Add($"{instance.InstanceId} {instance.Name} {data}");
                }

                return found.Order();
            },
            Difference = new(
                "The test host gives data that was not asked for; the extension hands FetchInputsAndOutputs on to its store.",
                Of("a-query-without-data-has-none-{0} Queried {0} {1}"),
                Of("a-query-without-data-has-none-{0} Queried none none")),
        },
        new("a query by status")
        {
            Drive = async run =>
            {
                await ManyAsync(run, 2);
                await run.EndOfAsync("QueriedFailing", null, "failed");
                var waiting = await run.StartAsync("QueriedWaiting", null, "waiting");
                await run.UntilStatusAsync(waiting, OrchestrationRuntimeStatus.Running);
                var seen = new
                {
                    Completed = await IdsAsync(run, OrchestrationRuntimeStatus.Completed),
                    Failed = await IdsAsync(run, OrchestrationRuntimeStatus.Failed),
                    Running = await IdsAsync(run, OrchestrationRuntimeStatus.Running),
                    Several = await IdsAsync(run, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Failed),
                    Terminated = await IdsAsync(run, OrchestrationRuntimeStatus.Terminated),
                };
                await run.Client.TerminateInstanceAsync(waiting, run.Token);
                return seen;
            },
        },
        new("a query by time of creation")
        {
            Drive = async run =>
            {
                await ManyAsync(run, 1);
                var now = TimeProvider.System.GetUtcNow();
                var prefix = run.Id(string.Empty);
                return new
                {
                    Past = await CountAsync(
                        run, new OrchestrationQuery(CreatedFrom: now.AddHours(-1), CreatedTo: now.AddHours(1), InstanceIdPrefix: prefix)),
                    Future = await CountAsync(run, new OrchestrationQuery(CreatedFrom: now.AddHours(1), InstanceIdPrefix: prefix)),
                    Before = await CountAsync(run, new OrchestrationQuery(CreatedTo: now.AddHours(-1), InstanceIdPrefix: prefix)),
                };
            },
        },
        new("a query page by page ends with no continuation")
        {
            Drive = async run =>
            {
                await ManyAsync(run, 5);
                var query = new OrchestrationQuery { InstanceIdPrefix = run.Id(string.Empty), PageSize = 2 };
                var pages = 0;
                List<string> ids = [];
                await foreach (var page in run.Client.GetAllInstancesAsync(query).AsPages())
                {
                    pages += page.Values.Count > 0 ? 1 : 0;
                    ids.AddRange(page.Values.Select(instance => instance.InstanceId));
                }

                return new { pages, Ids = ids.Order() };
            },
        },
    ];

    private static string[] Of(string format) =>
        [.. new[] { 1, 2 }.Select(n => string.Format(CultureInfo.InvariantCulture, format, n, 2 * n))];

    private static async Task ManyAsync(Run run, int count)
    {
        for (var n = 1; n <= count; n++)
        {
            await run.EndOfAsync("Queried", n, $"{n}");
        }
    }

    private static async Task<IEnumerable<string>> IdsAsync(Run run, params OrchestrationRuntimeStatus[] statuses)
    {
        List<string> ids = [];
        await foreach (var instance in run.Client.GetAllInstancesAsync(new OrchestrationQuery
        {
            InstanceIdPrefix = run.Id(string.Empty),
            Statuses = statuses,
        }))
        {
            ids.Add(instance.InstanceId);
        }

        return ids.Order();
    }

    private static async Task<int> CountAsync(Run run, OrchestrationQuery query)
    {
        var count = 0;
        await foreach (var _ in run.Client.GetAllInstancesAsync(query))
        {
            count++;
        }

        return count;
    }
}
