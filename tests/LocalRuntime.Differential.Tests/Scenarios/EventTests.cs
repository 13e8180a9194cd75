using System.Text.Json;
using WorkDistribution.LocalRuntime.Differential.Tests.Model;
using static WorkDistribution.LocalRuntime.Differential.Tests.Model.CommonFunctions;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Scenarios;

public sealed class EventTests(TopicHosts<EventTests> hosts) : Topic<EventTests>(hosts), ITopic
{
    public static Scenario[] Scenarios { get; } =
    [
        new("an event reaches its waiter")
        {
            Register = (functions, _) => functions.Orchestrator("WaitOne", context => context.WaitForExternalEvent<Payload>("go")),
            Drive = run => RaiseAsync(run, "WaitOne", ("go", new Payload("now", 3))),
        },
        new("names of events are compared without case")
        {
            Register = (functions, _) => functions.Orchestrator("WaitCase", context => context.WaitForExternalEvent<int>("Go")),
            Drive = run => RaiseAsync(run, "WaitCase", ("gO", 1)),
        },
        new("events of other names do not wake a waiter and stay")
        {
            Register = (functions, _) => functions.Orchestrator<string>("WaitOther", async context =>
            {
                var first = await context.WaitForExternalEvent<string>("second");
                return first + await context.WaitForExternalEvent<string>("first");
            }),
            Drive = run => RaiseAsync(run, "WaitOther", ("first", "1"), ("second", "2")),
        },
        new("events of one name come in the order they were raised")
        {
            Register = (functions, _) => functions.Orchestrator<int[]>("WaitThree", async context =>
            [
                await context.WaitForExternalEvent<int>("n"),
                await context.WaitForExternalEvent<int>("n"),
                await context.WaitForExternalEvent<int>("n"),
            ]),
            Drive = run => RaiseAsync(run, "WaitThree", ("n", 1), ("n", 2), ("n", 3)),
        },
        new("several waiters of one name are served")
        {
            Register = (functions, _) => functions.Orchestrator<int[]>("WaitTogether", async context => await Task.WhenAll(
                context.WaitForExternalEvent<int>("n"), context.WaitForExternalEvent<int>("n"), context.WaitForExternalEvent<int>("n"))),
            Drive = run => RaiseAsync(run, "WaitTogether", ("n", 1), ("n", 2), ("n", 3)),
        },
        new("an event raised before anybody waits is kept")
        {
            Register = (functions, _) => functions.Orchestrator<string>("WaitLate", async context =>
            {
                await context.WaitForExternalEvent<string>("open");
                return await context.WaitForExternalEvent<string>("early");
            }),
            Drive = run => RaiseAsync(run, "WaitLate", ("early", "kept"), ("open", "now")),
        },
        new("a wait with a timeout is cancelled")
        {
            Register = (functions, _) => functions.Orchestrator<string>("WaitTimeout", async context =>
            {
                try
                {
                    return await context.WaitForExternalEvent<string>("never", TimeSpan.FromMilliseconds(50));
                }
                catch (OperationCanceledException e)
                {
                    return e.GetType().Name;
                }
            }),
            Drive = run => run.EndOfAsync("WaitTimeout"),
        },
        new("a wait with a timeout gets its event")
        {
            Register = (functions, _) => functions.Orchestrator("WaitInTime", context =>
                context.WaitForExternalEvent<string>("go", TimeSpan.FromHours(1))),
            Drive = run => RaiseAsync(run, "WaitInTime", ("go", "in time")),
        },
        new("a cancelled wait leaves the event to the next")
        {
            Register = (functions, _) => functions.Orchestrator<string>("WaitCancelled", async context =>
            {
                using var cancel = new CancellationTokenSource();
                var given = context.WaitForExternalEvent<string>("go", cancel.Token);
                await context.CallActivityAsync<int>(Twice, 1);
                cancel.Cancel();
                context.SetCustomStatus("cancelled");
                var next = await context.WaitForExternalEvent<string>("go");
                return $"{given.Status} {next}";
            }),
            Drive = async run =>
            {
                var id = await run.StartAsync("WaitCancelled");
                await run.UntilCustomStatusAsync(id, "cancelled");
                await run.Client.RaiseEventAsync(id, "go", "for the next", run.Token);
                return await run.EndAsync(id);
            },
        },
        new("an event without payload is null")
        {
            Register = (functions, _) => functions.Orchestrator<string>("WaitNull", async context =>
                await context.WaitForExternalEvent<string?>("go") ?? "null"),
            Drive = run => RaiseAsync(run, "WaitNull", ("go", null)),
        },
        new("an event of the wrong type fails the orchestration past its code")
        {
            Register = (functions, _) => functions.Orchestrator<string>("WaitWrong", async context =>
            {
                context.SetCustomStatus("waiting");
                try
                {
                    return $"{await context.WaitForExternalEvent<int>("go")}";
                }
                catch (JsonException)
                {
                    return "caught";
                }
            }),
            Drive = async run =>
            {
                var id = await run.StartAsync("WaitWrong");
                await run.UntilCustomStatusAsync(id, "waiting");
                await run.Client.RaiseEventAsync(id, "go", "no number", run.Token);
                return await run.EndAsync(id);
            },
        },
        new("a kept event of the wrong type is thrown at whoever asks for it")
        {
            Register = (functions, _) => functions.Orchestrator<string>("AskWrong", async context =>
            {
                await context.WaitForExternalEvent<string>("open");
                try
                {
                    return $"{await context.WaitForExternalEvent<int>("early")}";
                }
                catch (JsonException)
                {
                    return "caught";
                }
            }),
            Drive = run => RaiseAsync(run, "AskWrong", ("early", "no number"), ("open", "now")),
        },
        new("an orchestration sends an event to another")
        {
            Register = (functions, _) => functions
                .Orchestrator("Receiver", context => context.WaitForExternalEvent<Payload>("letter"))
                .Orchestrator<string, string>("Sender", (context, receiver) =>
                {
                    context.SendEvent(receiver, "letter", new Payload("from " + context.Name, 1));
                    return Task.FromResult("sent");
                }),
            Drive = async run =>
            {
                var receiver = await run.StartAsync("Receiver", null, "receiver");
                return new { Sender = await run.EndOfAsync("Sender", receiver, "sender"), Receiver = await run.EndAsync(receiver) };
            },
        },
        new("an orchestration sends an event to itself")
        {
            Register = (functions, _) => functions.Orchestrator<string>("ToItself", async context =>
            {
                context.SendEvent(context.InstanceId, "letter", "to me");
                return await context.WaitForExternalEvent<string>("letter");
            }),
            Drive = run => run.EndOfAsync("ToItself"),
        },
        new("events after the end are ignored")
        {
            Register = (functions, _) => functions.Orchestrator("EndedBefore", context => context.CallActivityAsync<string>(Echo, "ended")),
            Drive = async run =>
            {
                var id = await run.StartAsync("EndedBefore");
                await run.CompletionOf(id);
                await run.Client.RaiseEventAsync(id, "late", 1, run.Token);
                return await run.GetAsync(id);
            },
        },
        new("an event to nobody is no error")
        {
            Drive = async run => new
            {
                Error = await Run.ErrorOf(() => run.Client.RaiseEventAsync(run.Id("nobody"), "go", 1, run.Token)),
                Instance = await run.GetAsync(run.Id("nobody")),
            },
        },
    ];

    private static async Task<object?> RaiseAsync(Run run, string orchestrator, params (string Name, object? Payload)[] events)
    {
        var id = await run.StartAsync(orchestrator);
        foreach (var (name, payload) in events)
        {
            await run.Client.RaiseEventAsync(id, name, payload, run.Token);
        }

        return await run.EndAsync(id);
    }

    private sealed record Payload(string Text, int Number);
}
