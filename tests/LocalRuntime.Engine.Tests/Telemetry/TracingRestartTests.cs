using System.Diagnostics;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Telemetry;

/// <summary>A trace goes on in the next engine on the same folder.</summary>
public sealed class TracingRestartTests : IDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(30));
    private readonly string _folder = Directory.CreateTempSubdirectory("tracing-").FullName;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Links_survive_a_restart_and_no_span_comes_twice(bool replayed)
    {
        using var recorder = new SpanRecorder();
        await using var host = new DurableTestHost(options => (options.StateDirectory, options.ReplayAtEveryEvent) = (_folder, replayed))
            .AddActivity<int, int>("Double", n => 2 * n)
            .AddOrchestrator<int, int>("Run", async (context, n) =>
            {
                n = await context.CallActivityAsync<int>("Double", n);
                var child = context.CallSubOrchestratorAsync<int>("Child", n);
                n += await context.WaitForExternalEvent<int>("more");
                return await context.CallActivityAsync<int>("Double", n + await child);
            })
            .AddOrchestrator<int, int>("Child", async (context, n) => n + await context.WaitForExternalEvent<int>("more"));
        await host.StartAsync(_deadline.Token);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Run", 1, _deadline.Token);
        await host.WhenIdleAsync(_deadline.Token);
        var child = await ChildAsync(host);

        await host.RestartAsync(_deadline.Token);
        await host.Client.RaiseEventAsync(child, "more", 1, _deadline.Token);
        await host.Client.RaiseEventAsync(id, "more", 1, _deadline.Token);
        await host.Client.WaitForInstanceCompletionAsync(id, _deadline.Token);
        await host.WhenIdleAsync(_deadline.Token);

        var orchestration = recorder.One("orchestration:Run", ActivityKind.Server);
        var call = recorder.One("orchestration:Child", ActivityKind.Client);
        Assert.Equal(recorder.One("create_orchestration:Run", ActivityKind.Producer).SpanId, orchestration.ParentSpanId);
        Assert.Equal(orchestration.SpanId, call.ParentSpanId);
        Assert.Equal(call.SpanId, recorder.One("orchestration:Child", ActivityKind.Server).ParentSpanId);
        var calls = recorder.Finished.Where(span => span is { DisplayName: "activity:Double", Kind: ActivityKind.Client }).ToList();
        var runs = recorder.Finished.Where(span => span is { DisplayName: "activity:Double", Kind: ActivityKind.Server }).ToList();
        Assert.Equal(2, calls.Count);
        Assert.All(calls, span => Assert.Equal(orchestration.SpanId, span.ParentSpanId));
        Assert.Equal(calls.Select(span => span.SpanId), runs.Select(span => span.ParentSpanId));
        Assert.Equal(10, recorder.Finished.Count);
    }

    public void Dispose()
    {
        _deadline.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> ChildAsync(DurableTestHost host)
    {
        await foreach (var instance in host.Client.GetAllInstancesAsync(new OrchestrationQuery()).WithCancellation(_deadline.Token))
        {
            if (instance.Name == "Child")
            {
                return instance.InstanceId;
            }
        }

        throw new InvalidOperationException("The child has not started.");
    }
}
