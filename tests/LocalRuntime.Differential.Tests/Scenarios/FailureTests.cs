using Microsoft.DurableTask;
using WorkDistribution.LocalRuntime.Differential.Tests.Model;
using static WorkDistribution.LocalRuntime.Differential.Tests.Model.CommonFunctions;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Scenarios;

public sealed class FailureTests(TopicHosts<FailureTests> hosts) : Topic<FailureTests>(hosts), ITopic
{
    public static Scenario[] Scenarios { get; } =
    [
        Throwing("a plain exception", () => new InvalidOperationException("boom")),
        Throwing("an exception with two causes", () =>
            new InvalidOperationException("outer", new ArgumentException("middle", new FormatException("inner")))),
        Throwing("an exception of one's own", () => new OrderException("order 7 is not paid", 7)),
        Throwing("an aggregate exception", () => new AggregateException("two", new FormatException("one"), new FormatException("two"))),
        new("an activity throws that it was cancelled")
        {
            Register = (functions, _) => functions
                .Activity<string?, string>("CancelledActivity", _ => throw new TaskCanceledException("somebody cancelled the task"))
                .Orchestrator("CallCancelled", context => context.CallActivityAsync<string>("CancelledActivity")),
            Drive = run => run.EndOfAsync("CallCancelled"),
        },
        new("an orchestrator throws that it was cancelled")
        {
            Register = (functions, _) => functions.Orchestrator<string>("CancelledOrchestrator", async context =>
            {
                await context.CallActivityAsync<int>(Twice, 1);
                throw new OperationCanceledException("somebody cancelled");
            }),
            Drive = run => run.EndOfAsync("CancelledOrchestrator"),
        },
        new("the output of a failed orchestration names its failure")
        {
            // The test host stores no failure details; the core and the Azure Storage backend of the extension write them as text.
            Reference = Reference.Core,
            Register = (functions, _) => functions.Orchestrator("FailWithOutput", context =>
                context.CallActivityAsync<string>(Throw, "out")),
            Drive = async run => (await run.CompletionOf(await run.StartAsync("FailWithOutput"))).SerializedOutput,
        },
        Throwing("an exception without message", () => new InvalidOperationException(string.Empty)),
        new("a caught failure tells type, message and name of the task")
        {
            Register = (functions, _) => functions.Orchestrator<string[]>("CatchFailure", async context =>
            {
                try
                {
                    await context.CallActivityAsync(Throw, "caught");
                    return [];
                }
                catch (TaskFailedException e)
                {
                    var details = e.FailureDetails;
                    return
                    [
                        e.Message, e.TaskName.ToString(), $"{e.TaskId}", details.ErrorType, details.ErrorMessage,
                        $"{details.IsCausedBy<InvalidOperationException>()} {details.IsCausedBy<Exception>()}",
                        $"{details.IsCausedBy<ArgumentException>()}",
                    ];
                }
            }),
            Drive = run => run.EndOfAsync("CatchFailure"),
        },
        new("a failure caught and thrown as the cause of another")
        {
            Register = (functions, _) => functions.Orchestrator<string>("Wrap", async context =>
            {
                try
                {
                    return await context.CallActivityAsync<string>(Throw, "wrapped");
                }
                catch (TaskFailedException e)
                {
                    throw new NotSupportedException("no other way", e);
                }
            }),
            Drive = run => run.EndOfAsync("Wrap"),
        },
        new("a failure of a sub-orchestration caught and thrown as the cause of another")
        {
            Register = (functions, _) => functions
                .Orchestrator("WrappedChild", context => context.CallActivityAsync<string>(Throw, "wrapped"))
                .Orchestrator<string>("WrapChild", async context =>
                {
                    try
                    {
                        return await context.CallSubOrchestratorAsync<string>("WrappedChild");
                    }
                    catch (TaskFailedException e)
                    {
                        throw new NotSupportedException($"caused by {e.InnerException?.GetType().Name ?? "nothing"}", e);
                    }
                }),
            Drive = run => run.EndOfAsync("WrapChild"),
        },
        new("failures go up through three levels")
        {
            Register = (functions, _) => functions
                .Orchestrator("Level3", context => context.CallActivityAsync<string>(Throw, "deep down"))
                .Orchestrator("Level2", context => context.CallSubOrchestratorAsync<string>("Level3"))
                .Orchestrator("Level1", context => context.CallSubOrchestratorAsync<string>("Level2")),
            Drive = run => run.EndOfAsync("Level1"),
        },
        new("an orchestration goes on after a caught failure")
        {
            Register = (functions, _) => functions.Orchestrator<string>("Compensate", async context =>
            {
                try
                {
                    await context.CallActivityAsync(Throw, "first");
                }
                catch (TaskFailedException)
                {
                    return await context.CallActivityAsync<string>(Echo, "compensated");
                }

                return "not reached";
            }),
            Drive = run => run.EndOfAsync("Compensate"),
        },
        new("an activity that does not exist fails its caller and is not tried again")
        {
            Register = (functions, run) => functions.Orchestrator("CallNobody", context => context.CallActivityAsync<string>(
                "NobodyKnowsThis", options: TaskOptions.FromRetryHandler(retry =>
                {
                    run.Note("asked");
                    return true;
                }))),
            Drive = async run =>
            {
                var failure = (await run.CompletionOf(await run.StartAsync("CallNobody"))).FailureDetails!.InnerFailure!;
                return new { failure.ErrorType, FirstSentence = failure.ErrorMessage.Split('.')[0], run.Notes };
            },
            Difference = new(
                "The extension words it itself and lists the functions it knows (GetInvalidActivityFunctionMessage).",
                new
                {
                    ErrorType = "ActivityTaskNotFound",
                    FirstSentence = "No activity task named 'NobodyKnowsThis' was found",
                    Notes = Array.Empty<string>(),
                },
                new
                {
                    ErrorType = "ActivityTaskNotFound",
                    FirstSentence = "The function 'NobodyKnowsThis' doesn't exist, is disabled, or is not an activity function",
                    Notes = Array.Empty<string>(),
                }),
        },
        new("options given as input are refused")
        {
            Register = (functions, _) => functions.Orchestrator("OptionsAsInput", async context =>
                await context.CallActivityAsync<string>(Echo, input: TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.MaxValue)))),
            Drive = async run => (await run.CompletionOf(await run.StartAsync("OptionsAsInput"))).FailureDetails?.ErrorType ?? "none",
        },
        new("an orchestrator that throws before its first await fails")
        {
            Register = (functions, _) => functions.Orchestrator<string, string>("ThrowAtOnce", (_, input) =>
                throw new FormatException(input)),
            Drive = run => run.EndOfAsync("ThrowAtOnce", "at once"),
        },
    ];

    /// <summary>An exception thrown by an activity, and by the orchestrator itself.</summary>
    private static Scenario Throwing(string kind, Func<Exception> exception)
    {
        var (inActivity, inOrchestrator, activity) = ($"Call for {kind}", $"Throw {kind}", $"Activity with {kind}");
        return new Scenario($"throwing {kind}")
        {
            Register = (functions, _) => functions
                .Activity<string?, string>(activity, _ => throw exception())
                .Orchestrator(inActivity, context => context.CallActivityAsync<string>(activity))
                .Orchestrator<string>(inOrchestrator, async context =>
                {
                    await context.CallActivityAsync<int>(Twice, 1);
                    throw exception();
                }),
            Drive = async run => new
            {
                Activity = await run.EndOfAsync(inActivity, null, "activity"),
                Orchestrator = await run.EndOfAsync(inOrchestrator, null, "orchestrator"),
            },
        };
    }

    private sealed class OrderException(string message, int order) : Exception(message)
    {
        public int Order { get; } = order;
    }
}
