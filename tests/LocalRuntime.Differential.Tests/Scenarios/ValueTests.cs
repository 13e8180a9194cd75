using System.Text.Json;
using WorkDistribution.LocalRuntime.Differential.Tests.Model;
using static WorkDistribution.LocalRuntime.Differential.Tests.Model.CommonFunctions;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Scenarios;

public sealed class ValueTests(TopicHosts<ValueTests> hosts) : Topic<ValueTests>(hosts), ITopic
{
    private static readonly DateTimeOffset _someTime = new(2026, 2, 3, 4, 5, 6, TimeSpan.FromHours(7));

    public static Scenario[] Scenarios { get; } =
    [
        Passing<string?>("null", null),
        Passing("an int", 42),
        Passing("a negative double", -1.5e-7),
        Passing("a bool", true),
        Passing("a guid", new Guid("0f8fad5b-d9cb-469f-a165-70867728950e")),
        Passing("a date", _someTime),
        Passing("an enum", DayOfWeek.Friday),
        Passing("an empty string", string.Empty),
        Passing("a text with quotes and letters of many scripts", "\"<ä> & \\ 漢字 🙂\r\n"),
        Passing<int[]>("an array", [1, 2, 3]),
        Passing("a record with a list and a null", new Order("A-1", null, [new Line("pen", 2), new Line("ink", 1)])),
        Passing("a dictionary", new Dictionary<string, int> { ["b"] = 2, ["A"] = 1 }),
        Passing("half a megabyte of text", new string('x', 512 * 1024)),
        new("a missing input is the default of its type")
        {
            Register = (functions, _) => functions.Orchestrator<int, string>("MissingInput", (context, n) =>
                Task.FromResult($"{n} {context.GetInput<string>() ?? "none"}")),
            Drive = run => run.EndOfAsync("MissingInput"),
        },
        new("an input of the wrong type fails the orchestration")
        {
            Register = (functions, _) => functions.Orchestrator<int, int>("WrongInput", (_, n) => Task.FromResult(n)),
            Drive = run => run.EndOfAsync("WrongInput", "no number"),
        },
        new("an activity input of the wrong type fails the activity")
        {
            Register = (functions, _) => functions.Orchestrator<string>("WrongActivityInput", async context =>
            {
                await context.CallActivityAsync<int>(Twice, "no number");
                return "not reached";
            }),
            Drive = run => run.EndOfAsync("WrongActivityInput"),
        },
        new("a result of the wrong type is thrown at the caller")
        {
            Register = (functions, _) => functions.Orchestrator<string>("WrongResult", async context =>
            {
                try
                {
                    return $"{await context.CallActivityAsync<int>(Echo, "no number")}";
                }
                catch (JsonException)
                {
                    return nameof(JsonException);
                }
            }),
            Drive = run => run.EndOfAsync("WrongResult"),
        },
        new("a call without input passes null")
        {
            Register = (functions, _) => functions.Orchestrator<string>("NoActivityInput", async context =>
                await context.CallActivityAsync<string?>(Echo) ?? "null"),
            Drive = run => run.EndOfAsync("NoActivityInput"),
        },
    ];

    /// <summary>A value goes through client, orchestration, sub-orchestration and activity, and back.</summary>
    private static Scenario Passing<T>(string kind, T value)
    {
        var parent = $"Pass {kind}";
        var child = $"Pass {kind} on";
        return new Scenario($"passing {kind}")
        {
            Register = (functions, _) => functions
                .Orchestrator<T, T>(child, (context, input) => context.CallActivityAsync<T>(Echo, input))
                .Orchestrator<T, T>(parent, (context, input) => context.CallSubOrchestratorAsync<T>(child, input)),
            Drive = run => run.EndOfAsync(parent, value),
        };
    }

    private sealed record Line(string Item, int Count);

    private sealed record Order(string Id, string? Note, Line[] Lines);
}
