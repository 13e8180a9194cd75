using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Pipelines;
using WorkDistribution.Functions.Pipelines.Activities;
using WorkDistribution.Functions.Pipelines.Orchestration;
using WorkDistribution.LocalRuntime.Engine;

namespace WorkDistribution.Functions.Tests.Support;

/// <summary>The orchestrator and activities of pipelines on the real engine, in this process.</summary>
internal sealed class DurablePipelines(MapReduceApp app, Action<DurableEngineOptions>? configure = null, TimeProvider? time = null) : IAsyncDisposable
{
    public DurableTestHost Host { get; } = Register(app, new DurableTestHost(configure, time));

    public Task<string> StartAsync(PipelineOrder order, CancellationToken cancellationToken) =>
        Host.Client.ScheduleNewOrchestrationInstanceAsync(PipelineFunctionNames.Orchestrator, order, cancellationToken);

    /// <summary>Runs a pipeline to its end and gives the instance, failed or not.</summary>
    public async Task<OrchestrationMetadata> RunAsync(PipelineOrder order, CancellationToken cancellationToken)
    {
        var id = await StartAsync(order, cancellationToken);
        return await Host.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellationToken);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private static DurableTestHost Register(MapReduceApp app, DurableTestHost host) => host
        .AddOrchestrator(PipelineFunctionNames.Orchestrator, PipelineOrchestrator.RunAsync)
        .AddActivity<PlanOrder, PlannedPipeline>(PipelineFunctionNames.Plan, (call, order) => app.Create<PlanActivity>().RunAsync(order, call.CancellationToken))
        .AddActivity<ItemOrder, AttemptOutcome>(PipelineFunctionNames.Item, (call, order) => app.Create<ItemActivity>().RunAsync(order, call.CancellationToken))
        .AddActivity<FoldOrder, AttemptOutcome>(PipelineFunctionNames.Fold, (call, order) => app.Create<FoldActivity>().RunAsync(order, call.CancellationToken))
        .AddActivity<PublishOrder, PublishedPipeline>(PipelineFunctionNames.Publish, (call, order) => app.Create<PublishActivity>().RunAsync(order, call.CancellationToken))
        .AddActivity<DeadLetterOrder, object?>(PipelineFunctionNames.DeadLetter, async (call, order) =>
        {
            await app.Create<DeadLetterActivity>().RunAsync(order, call.CancellationToken);
            return null;
        })
        .AddActivity<string, object?>(PipelineFunctionNames.Stop, async (call, run) =>
        {
            await app.Create<StopActivity>().RunAsync(run, call.CancellationToken);
            return null;
        })
        .AddActivity<string, object?>(PipelineFunctionNames.Discard, async (call, run) =>
        {
            await app.Create<DiscardActivity>().RunAsync(run, call.CancellationToken);
            return null;
        });
}
