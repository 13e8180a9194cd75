using System.Diagnostics;
using Microsoft.DurableTask.Entities;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Telemetry;

/// <summary>Names, kinds and attributes are those of the official distributed tracing.</summary>
public abstract class TracingTests(EngineMode mode) : EngineTest(mode)
{
    private static readonly ActivitySource _userSource = new("user");

    [Fact]
    public async Task Orchestration_lies_under_its_creation_and_its_activity_under_its_call()
    {
        using var recorder = new SpanRecorder();
        Host.AddActivity<int, int>("Double", n => 2 * n)
            .AddOrchestrator<int, int>("Run", async (context, n) => await context.CallActivityAsync<int>("Double", n));
        await Host.StartAsync(Token);

        var end = await RunAsync("Run", 21);
        await Host.WhenIdleAsync(Token);

        var creation = recorder.One("create_orchestration:Run", ActivityKind.Producer);
        var orchestration = recorder.One("orchestration:Run", ActivityKind.Server);
        var call = recorder.One("activity:Double", ActivityKind.Client);
        var run = recorder.One("activity:Double", ActivityKind.Server);
        Assert.Equal(4, recorder.Finished.Count);
        Assert.Equal(recorder.Caller.SpanId, creation.ParentSpanId);
        Assert.Equal(creation.SpanId, orchestration.ParentSpanId);
        Assert.Equal(orchestration.SpanId, call.ParentSpanId);
        Assert.Equal(call.SpanId, run.ParentSpanId);
        Assert.Equal("orchestration", orchestration.GetTagItem("durabletask.type"));
        Assert.Equal("Run", orchestration.GetTagItem("durabletask.task.name"));
        Assert.Equal(end.InstanceId, orchestration.GetTagItem("durabletask.task.instance_id"));
        Assert.Equal("Completed", orchestration.GetTagItem("durabletask.task.status"));
        Assert.Equal(end.InstanceId, creation.GetTagItem("durabletask.task.instance_id"));
        Assert.Equal("activity", run.GetTagItem("durabletask.type"));
        Assert.Equal(0, run.GetTagItem("durabletask.task.task_id"));
    }

    [Fact]
    public async Task Every_kind_of_step_is_one_span_under_its_orchestration()
    {
        using var recorder = new SpanRecorder();
        var counter = new EntityInstanceId("counter", "x");
        Host.AddActivity<int, int>("Double", n => 2 * n)
            .AddEntity("counter", operation =>
            {
                operation.State.SetState(operation.State.GetState<int>() + 1);
                return new ValueTask<object?>(operation.State.GetState<int>());
            })
            .AddOrchestrator<int, int>("Child", async (context, n) => await context.CallActivityAsync<int>("Double", n))
            .AddOrchestrator<string, int>("Run", async (context, other) =>
            {
                await context.Entities.SignalEntityAsync(counter, "add");
                var count = await context.Entities.CallEntityAsync<int>(counter, "get");
                context.SendEvent(other, "hello", 1);
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                var n = await context.WaitForExternalEvent<int>("n");
                return count + await context.CallSubOrchestratorAsync<int>("Child", n);
            })
            .AddOrchestrator("Other", async context => await context.WaitForExternalEvent<int>("hello"));
        await Host.StartAsync(Token);
        var other = await Client.ScheduleNewOrchestrationInstanceAsync("Other", Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Run", other, Token);
        await Host.WhenIdleAsync(Token);
        Time.Advance(TimeSpan.FromHours(1));
        await Host.WhenIdleAsync(Token);
        await Client.RaiseEventAsync(id, "n", 4, Token);

        await EndOf(id);
        await Host.WhenIdleAsync(Token);

        var orchestration = recorder.One("orchestration:Run", ActivityKind.Server);
        var signal = recorder.One("entity:counter:add", ActivityKind.Producer);
        var signalled = recorder.One("entity:counter:add", ActivityKind.Consumer);
        var call = recorder.One("entity:counter:get", ActivityKind.Client);
        var called = recorder.One("entity:counter:get", ActivityKind.Server);
        var sent = recorder.One("orchestration_event:hello", ActivityKind.Producer);
        var raised = recorder.One("orchestration_event:n", ActivityKind.Producer);
        var timer = recorder.One("orchestration:Run:timer", ActivityKind.Internal);
        var child = recorder.One("orchestration:Child", ActivityKind.Client);
        var childRun = recorder.One("orchestration:Child", ActivityKind.Server);
        var activity = recorder.One("activity:Double", ActivityKind.Client);
        Assert.All([signal, call, sent, timer, child], span => Assert.Equal(orchestration.SpanId, span.ParentSpanId));
        Assert.Equal(signal.SpanId, signalled.ParentSpanId);
        Assert.Equal(call.SpanId, called.ParentSpanId);
        Assert.Equal(child.SpanId, childRun.ParentSpanId);
        Assert.Equal(childRun.SpanId, activity.ParentSpanId);
        Assert.Equal(recorder.Caller.SpanId, raised.ParentSpanId);
        Assert.Equal(TimeSpan.FromHours(1), timer.Duration);
        Assert.Equal("call_entity", call.GetTagItem("durabletask.task.operation"));
        Assert.Equal("@counter@x", call.GetTagItem("durabletask.event.target_instance_id"));

        // Two creations, two more orchestrations' and an activity's run beside those above.
        Assert.Equal(15, recorder.Finished.Count);
        Assert.Equal(recorder.Finished.Count, recorder.Finished.Select(span => span.SpanId).Distinct().Count());
    }

    [Fact]
    public async Task Failures_are_errors_of_the_spans_they_end()
    {
        using var recorder = new SpanRecorder();
        Host.AddActivity<int, int>("Fail", _ => throw new InvalidOperationException("no luck"))
            .AddOrchestrator("Run", context => context.CallActivityAsync<int>("Fail", 1));
        await Host.StartAsync(Token);

        await RunAsync("Run");
        await Host.WhenIdleAsync(Token);

        Activity[] failed =
        [
            recorder.One("activity:Fail", ActivityKind.Client), recorder.One("activity:Fail", ActivityKind.Server),
            recorder.One("orchestration:Run", ActivityKind.Server),
        ];
        Assert.All(failed, span => Assert.Equal(ActivityStatusCode.Error, span.Status));
        Assert.Equal("no luck", failed[1].StatusDescription);
    }

    [Fact]
    public async Task Spans_of_an_activitys_code_and_logs_of_an_orchestrator_belong_to_the_trace()
    {
        using var recorder = new SpanRecorder("user");
        ActivityContext seen = default;
        Host.AddActivity<int, int>("Double", n =>
            {
                using var span = _userSource.StartActivity("user work");
                return 2 * n;
            })
            .AddOrchestrator("Run", async context =>
            {
                await context.CallActivityAsync<int>("Double", 1);
                seen = Activity.Current?.Context ?? default;
                return 1;
            });
        await Host.StartAsync(Token);

        await RunAsync("Run");
        await Host.WhenIdleAsync(Token);

        Assert.Equal(recorder.One("activity:Double", ActivityKind.Server).SpanId, recorder.One("user work", ActivityKind.Internal).ParentSpanId);
        Assert.Equal(recorder.One("orchestration:Run", ActivityKind.Server).SpanId, seen.SpanId);
        Assert.Equal(recorder.Caller.TraceId, seen.TraceId);
    }

    [Fact]
    public async Task Each_execution_of_a_continued_orchestration_has_a_span()
    {
        using var recorder = new SpanRecorder();
        Host.AddOrchestrator<int, int>("Loop", (context, n) =>
        {
            if (n < 2)
            {
                context.ContinueAsNew(n + 1);
            }

            return Task.FromResult(n);
        });
        await Host.StartAsync(Token);

        await RunAsync("Loop", 0);
        await Host.WhenIdleAsync(Token);

        var creation = recorder.One("create_orchestration:Loop", ActivityKind.Producer);
        var executions = recorder.Finished.Where(span => span.DisplayName == "orchestration:Loop").ToList();
        Assert.Equal(["ContinuedAsNew", "ContinuedAsNew", "Completed"], executions.Select(span => span.GetTagItem("durabletask.task.status")));
        Assert.All(executions, span => Assert.Equal(creation.SpanId, span.ParentSpanId));
        Assert.Equal(3, executions.Select(span => span.SpanId).Distinct().Count());
    }

    [Fact]
    public async Task What_an_entity_sends_and_starts_lies_under_its_operation()
    {
        using var recorder = new SpanRecorder();
        Host.AddEntity("first", operation =>
            {
                operation.Context.SignalEntity(new EntityInstanceId("second", "x"), "add");
                operation.Context.ScheduleNewOrchestration("Run");
                return default;
            })
            .AddEntity("second", _ => default)
            .AddOrchestrator("Run", _ => Task.FromResult(1));
        await Host.StartAsync(Token);

        await Client.Entities.SignalEntityAsync(new EntityInstanceId("first", "x"), "go", cancellation: Token);
        await Host.WhenIdleAsync(Token);

        var sent = recorder.One("entity:first:go", ActivityKind.Producer);
        var operation = recorder.One("entity:first:go", ActivityKind.Consumer);
        var signal = recorder.One("entity:second:add", ActivityKind.Producer);
        var creation = recorder.One("first:create_orchestration", ActivityKind.Producer);
        Assert.Equal(recorder.Caller.SpanId, sent.ParentSpanId);
        Assert.Equal(sent.SpanId, operation.ParentSpanId);
        Assert.Equal(operation.SpanId, signal.ParentSpanId);
        Assert.Equal(operation.SpanId, creation.ParentSpanId);
        Assert.Equal(signal.SpanId, recorder.One("entity:second:add", ActivityKind.Consumer).ParentSpanId);
        Assert.Equal(creation.SpanId, recorder.One("orchestration:Run", ActivityKind.Server).ParentSpanId);
    }

    [Fact]
    public async Task Rewound_orchestration_has_a_second_span()
    {
        using var recorder = new SpanRecorder();
        var fails = true;
        Host.AddActivity<int, int>("Sometimes", n => fails ? throw new InvalidOperationException("not yet") : n)
            .AddOrchestrator("Run", context => context.CallActivityAsync<int>("Sometimes", 1));
        await Host.StartAsync(Token);
        var id = (await RunAsync("Run")).InstanceId;
        fails = false;

        await Client.RewindInstanceAsync(id, "again", Token);
        await EndOf(id);
        await Host.WhenIdleAsync(Token);

        var spans = recorder.Finished.Where(span => span.DisplayName == "orchestration:Run").ToList();
        Assert.Equal(["Failed", "Completed"], spans.Select(span => span.GetTagItem("durabletask.task.status")));
        Assert.NotEqual(spans[0].SpanId, spans[1].SpanId);
    }

    public sealed class Resident() : TracingTests(EngineMode.Resident);

    public sealed class Replayed() : TracingTests(EngineMode.Replayed);
}
