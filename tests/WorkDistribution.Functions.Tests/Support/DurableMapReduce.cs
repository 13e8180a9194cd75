using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.MapReduce;
using WorkDistribution.Functions.MapReduce.Activities;
using WorkDistribution.Functions.MapReduce.Orchestration;
using WorkDistribution.LocalRuntime.Engine;

namespace WorkDistribution.Functions.Tests.Support;

/// <summary>The feature's orchestrators and activities on the real engine, in this process.</summary>
internal sealed class DurableMapReduce(MapReduceApp app, Action<DurableEngineOptions>? configure = null, TimeProvider? time = null) : IAsyncDisposable
{
    public DurableTestHost Host { get; } = Register(app, new DurableTestHost(configure, time));

    /// <summary>Runs a job to its end and gives the instance, failed or not.</summary>
    public async Task<OrchestrationMetadata> RunAsync(MapReduceRequest request, CancellationToken cancellationToken)
    {
        var id = await Host.Client.ScheduleNewOrchestrationInstanceAsync(MapReduceFunctionNames.Orchestrator, request, cancellationToken);
        return await Host.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellationToken);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private static DurableTestHost Register(MapReduceApp app, DurableTestHost host) => host
        .AddOrchestrator(MapReduceFunctionNames.Orchestrator, MapReduceOrchestrator.RunAsync)
        .AddOrchestrator(MapReduceFunctionNames.MapBatch, MapBatchOrchestrator.RunAsync)
        .AddActivity<PlanOrder, PlannedJob>(MapReduceFunctionNames.Plan, (call, order) => app.Create<PlanActivity>().RunAsync(order, call.CancellationToken))
        .AddActivity<string, int>(MapReduceFunctionNames.Sample, (call, job) => app.Create<SampleActivity>().RunAsync(job, call.CancellationToken))
        .AddActivity<TaskOrder, MapCounters>(MapReduceFunctionNames.Map, (call, order) => app.Create<MapActivity>().RunAsync(order, call.CancellationToken))
        .AddActivity<ShuffleOrder, int>(MapReduceFunctionNames.Shuffle, (call, order) => app.Create<ShuffleActivity>().RunAsync(order, call.CancellationToken))
        .AddActivity<TaskOrder, int>(MapReduceFunctionNames.Reduce, (call, order) => app.Create<ReduceActivity>().RunAsync(order, call.CancellationToken))
        .AddActivity<string, CommittedJob>(MapReduceFunctionNames.Commit, (call, job) => app.Create<CommitActivity>().RunAsync(job, call.CancellationToken))
        .AddActivity<string, object?>(MapReduceFunctionNames.Discard, async (call, job) =>
        {
            await app.Create<DiscardActivity>().RunAsync(job, call.CancellationToken);
            return null;
        });
}
