using Microsoft.DurableTask;
using WorkDistribution.LocalRuntime.Differential.Tests.Model;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Scenarios;

public sealed class RetryTests(TopicHosts<RetryTests> hosts) : Topic<RetryTests>(hosts), ITopic
{
    private static readonly TimeSpan _soon = TimeSpan.FromMilliseconds(20);

    public static Scenario[] Scenarios { get; } =
    [
        Retrying("a policy tries until it succeeds", 2, new RetryPolicy(5, _soon)),
        Retrying("a policy gives up after its attempts", 9, new RetryPolicy(3, _soon)),
        Retrying("a policy of one attempt does not try again", 9, new RetryPolicy(1, _soon)),
        Retrying("a policy with backoff", 3, new RetryPolicy(5, _soon, backoffCoefficient: 2)),
        Retrying("a policy with a longest interval", 4, new RetryPolicy(6, _soon, backoffCoefficient: 10, maxRetryInterval: 3 * _soon)),
        Retrying("a policy with a timeout that ends it", 99, new RetryPolicy(
            50, TimeSpan.FromMilliseconds(500), backoffCoefficient: 6, retryTimeout: TimeSpan.FromSeconds(2))),
        Retrying("a policy that does not handle the failure", 9, new RetryPolicy(5, _soon)
        {
            HandleFailure = failure => failure.ErrorType == "System.ArgumentException",
        }),
        Retrying("a policy that handles the failure", 2, new RetryPolicy(5, _soon)
        {
            HandleFailure = failure => failure.IsCausedBy<InvalidOperationException>(),
        }),
        Retrying("a policy that handles by message", 9, new RetryPolicy(9, _soon)
        {
            HandleFailure = failure => !failure.ErrorMessage.Contains("attempt 3", StringComparison.Ordinal),
        }),
        Retrying("a handler that says yes once", 9, TaskOptions.FromRetryHandler(retry => retry.LastAttemptNumber < 2)),
        Retrying("a handler that says no", 9, TaskOptions.FromRetryHandler(_ => false)),
        Retrying("a handler that looks at the failure", 2, TaskOptions.FromRetryHandler(retry =>
            retry.LastFailure.ErrorMessage.StartsWith("attempt", StringComparison.Ordinal))),
        Retrying("an asynchronous handler that waits before it says yes", 2, TaskOptions.FromRetryHandler(async retry =>
        {
            await retry.OrchestrationContext.CreateTimer(_soon, CancellationToken.None);
            return retry.LastAttemptNumber < 5;
        })),
        new("a handler that throws fails the call")
        {
            Register = (functions, run) => functions
                .Activity<string?, string>("FailForHandler", _ => throw new InvalidOperationException("call"))
                .Orchestrator("ThrowingHandler", context => context.CallActivityAsync<string>(
                    "FailForHandler", options: TaskOptions.FromRetryHandler(bool (_) => throw new FormatException("handler")))),
            Drive = run => run.EndOfAsync("ThrowingHandler"),
        },
        new("a handler sees the number of the attempt and its failure")
        {
            Register = (functions, run) => functions
                .Activity<string?, string>("FailForContext", _ => throw new InvalidOperationException("call", new FormatException("cause")))
                .Orchestrator("HandlerContext", context => context.CallActivityAsync<string>(
                    "FailForContext",
                    options: TaskOptions.FromRetryHandler(retry =>
                    {
                        if (!retry.OrchestrationContext.IsReplaying)
                        {
                            run.Note($"{retry.LastAttemptNumber} {Observation.Text(Observation.Of(retry.LastFailure))}");
                        }

                        return retry.LastAttemptNumber < 3;
                    }))),
            Drive = async run => new { End = await run.EndOfAsync("HandlerContext"), run.Notes },
        },
        new("a sub-orchestration is tried again under the same id")
        {
            Register = (functions, run) => functions
                .Orchestrator<string>("RetriedChild", context =>
                {
                    run.Note(context.InstanceId);
                    return run.Notes.Count < 3 ? throw new InvalidOperationException($"run {run.Notes.Count}") : Task.FromResult("at last");
                })
                .Orchestrator("RetryingParent", context => context.CallSubOrchestratorAsync<string>(
                    "RetriedChild", options: TaskOptions.FromRetryPolicy(new RetryPolicy(5, _soon)).WithInstanceId(run.Id("child")))),
            Drive = async run => new { End = await run.EndOfAsync("RetryingParent"), run.Notes },
        },
        new("a sub-orchestration is tried again by a handler")
        {
            Register = (functions, run) => functions
                .Orchestrator<string>("HandledChild", context =>
                {
                    run.Note("run");
                    throw new InvalidOperationException("never");
                })
                .Orchestrator("HandlingParent", context => context.CallSubOrchestratorAsync<string>(
                    "HandledChild", options: TaskOptions.FromRetryHandler(retry => retry.LastAttemptNumber < 3))),
            Drive = async run => new { End = await run.EndOfAsync("HandlingParent"), run.Notes },
        },
        new("retries of a fan out are apart from each other")
        {
            Register = (functions, run) => functions
                .Activity<int, int>("FailOnce", n =>
                {
                    run.Note($"{n}");
                    return run.Notes.Count(note => note == $"{n}") < 2 ? throw new InvalidOperationException($"{n}") : n;
                })
                .Orchestrator<int[]>("RetryFanOut", async context => await Task.WhenAll(Enumerable.Range(1, 4).Select(n =>
                    context.CallActivityAsync<int>("FailOnce", n, TaskOptions.FromRetryPolicy(new RetryPolicy(3, _soon)))))),
            Drive = async run => new { End = await run.EndOfAsync("RetryFanOut"), Attempts = run.Notes.Order() },
        },
    ];

    private static Scenario Retrying(string name, int failures, RetryPolicy policy) =>
        Retrying(name, failures, TaskOptions.FromRetryPolicy(policy));

    /// <summary>An activity that fails some times before it succeeds, and notes each attempt.</summary>
    private static Scenario Retrying(string name, int failures, TaskOptions options) => new(name)
    {
        Register = (functions, run) => functions
            .Activity<string?, string>($"Activity of {name}", _ =>
            {
                run.Note($"attempt {run.Notes.Count + 1}");
                return run.Notes.Count <= failures
                    ? throw new InvalidOperationException($"attempt {run.Notes.Count}")
                    : $"success {run.Notes.Count}";
            })
            .Orchestrator(name, context => context.CallActivityAsync<string>($"Activity of {name}", options: options)),
        Drive = async run => new { End = await run.EndOfAsync(name), run.Notes },
    };
}
