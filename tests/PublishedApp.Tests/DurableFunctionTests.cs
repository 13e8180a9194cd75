using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask.Protobuf;
using WorkDistribution.PublishedApp.Tests.Host;

namespace WorkDistribution.PublishedApp.Tests;

public sealed class DurableFunctionTests(PublishedAppFixture app)
{
    private static readonly Timestamp Now = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public async Task An_orchestrators_turn_schedules_an_activity_that_runs_on_its_input()
    {
        const string text = "to be or not to be\n";
        var file = Path.Combine(app.Folder.Data, "words.txt");
        await File.WriteAllTextAsync(file, text);

        var turn = await RunTurnAsync("MapReduce", "job-1", JsonSerializer.Serialize(new
        {
            Job = "word-count",
            Input = new { Kind = "Files", Files = new[] { file } },
            Reducers = 1,
            SplitBytes = 1024 * 1024,
            MaxParallelMaps = 1,
            ToleratedFailures = new { Count = 0 },
        }));

        Assert.Equal("job-1", turn.InstanceId);
        Assert.Equal("plan", JsonSerializer.Deserialize<JsonElement>(turn.CustomStatus).GetProperty("phase").GetString());
        var scheduled = Assert.Single(turn.Actions).ScheduleTask;
        Assert.Equal("MapReducePlan", scheduled.Name);

        // An activity's input travels in a list of one; its function gets the member.
        var input = Assert.Single(JsonSerializer.Deserialize<JsonElement[]>(scheduled.Input)!);
        var answer = await app.Host.InvokeAsync(scheduled.Name, new() { String = input.GetRawText() }, new() { ["instanceId"] = "job-1" });

        var plan = JsonSerializer.Deserialize<JsonElement>(answer.Json);
        Assert.Equal(1, plan.GetProperty("Splits").GetInt32());
        Assert.Equal(text.Length, plan.GetProperty("InputBytes").GetInt64());
    }

    [Fact]
    public async Task An_entity_runs_a_batch_on_its_state_and_gives_the_new_one()
    {
        var batch = new EntityBatchRequest
        {
            InstanceId = "@actormailbox@lobby",
            EntityState = """{"Last":6,"Messages":[{"number":6,"from":"ann","text":"Is anybody there?"}]}""",
            Operations =
            {
                Post("""{"number":0,"from":"bob","text":"I am."}"""),
                Post("""{"number":0,"from":"bob","text":""}"""),
                Post("""{"number":0,"from":"ann","text":"Good."}"""),
            },
        };

        var answer = await app.Host.InvokeAsync("ActorMailbox", DurablePayload.Encode(batch));

        var result = DurablePayload.Decode<EntityBatchResult>(answer);
        Assert.Null(result.FailureDetails);
        Assert.Equal(3, result.Results.Count);
        Assert.Equal("7", result.Results[0].Success.Result);
        Assert.Equal("System.ArgumentException", result.Results[1].Failure.FailureDetails.ErrorType);
        Assert.Equal("8", result.Results[2].Success.Result);
        var state = JsonSerializer.Deserialize<JsonElement>(result.EntityState);
        Assert.Equal(8, state.GetProperty("Last").GetInt64());
        Assert.Equal(
            ["Is anybody there?", "I am.", "Good."],
            state.GetProperty("Messages").EnumerateArray().Select(static message => message.GetProperty("text").GetString()));
    }

    private static OperationRequest Post(string message) =>
        new() { Operation = "Post", RequestId = Guid.NewGuid().ToString(), Input = message };

    private async Task<OrchestratorResponse> RunTurnAsync(string orchestrator, string instanceId, string input)
    {
        var instance = new OrchestrationInstance { InstanceId = instanceId, ExecutionId = "1" };
        var request = new OrchestratorRequest
        {
            InstanceId = instanceId,
            ExecutionId = instance.ExecutionId,
            EntityParameters = new() { EntityMessageReorderWindow = Duration.FromTimeSpan(TimeSpan.FromMinutes(30)) },
            NewEvents =
            {
                new HistoryEvent { EventId = -1, Timestamp = Now, OrchestratorStarted = new OrchestratorStartedEvent() },
                new HistoryEvent
                {
                    EventId = -1,
                    Timestamp = Now,
                    ExecutionStarted = new ExecutionStartedEvent { Name = orchestrator, Input = input, OrchestrationInstance = instance },
                },
            },
        };
        return DurablePayload.Decode<OrchestratorResponse>(await app.Host.InvokeAsync(orchestrator, DurablePayload.Encode(request)));
    }
}
