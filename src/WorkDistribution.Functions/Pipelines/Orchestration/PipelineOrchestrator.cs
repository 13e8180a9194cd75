using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using WorkDistribution.Functions.Pipelines.Storage;

namespace WorkDistribution.Functions.Pipelines.Orchestration;

/// <summary>
/// The seed's "Pipeline Pattern": stages that work at the same time on different items. Data passes through the object store only; the
/// history holds indices and counters.
/// </summary>
internal static class PipelineOrchestrator
{
    /// <summary>Runs a pipeline from its plan to its published output.</summary>
    [Function(PipelineFunctionNames.Orchestrator)]
    public static async Task<PipelineOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        if (context.GetInput<PipelineOrder>() is not { Stages.Count: > 0 } order)
        {
            throw new PipelineFailedException("The orchestration's input names no stages. Start pipelines by POST /api/pipelines/{name}.");
        }

        var layout = PipelineLayout.For(context.InstanceId, context.NewGuid());
        try
        {
            using var run = new PipelineRun(context, order, layout);
            return await run.RunAsync();
        }
        catch (Exception e) when (e is PipelineFailedException or TaskFailedException)
        {
            await DiscardAsync(context, layout);
            throw;
        }
    }

    private static async Task DiscardAsync(TaskOrchestrationContext context, PipelineLayout layout)
    {
        try
        {
            await context.CallActivityAsync(PipelineFunctionNames.Discard, layout.Root);
        }
        catch (TaskFailedException e)
        {
            // The pipeline's own failure matters more than what it left behind.
            context.CreateReplaySafeLogger(nameof(PipelineOrchestrator))
                .LogWarning("The objects of failed pipeline {InstanceId} could not be deleted: {Reason}", context.InstanceId, e.FailureDetails.ErrorMessage);
        }
    }
}
