using Microsoft.Extensions.Logging;
using WorkDistribution.Core.MapReduce;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.Pipelines.Definitions;
using WorkDistribution.Functions.Pipelines.Orchestration;
using WorkDistribution.Functions.Pipelines.Stages;
using WorkDistribution.Functions.Pipelines.Storage;

namespace WorkDistribution.Functions.Pipelines.Activities;

/// <summary>
/// Makes one object by a stage, with a limit on its time, and turns whatever happens into an outcome: that a stage refuses an item is no
/// accident, and the history needs its reason only.
/// </summary>
/// <remarks>Activities run at least once: an object that is there already was made by an execution that could not report it.</remarks>
internal sealed class StageAttempts(IObjectStore store, PipelineRegistry pipelines, TimeProvider time, ILogger<StageAttempts> logger)
{
    /// <summary>Makes an object.</summary>
    /// <param name="layout">The pipeline's objects.</param>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="stage">Index of the stage.</param>
    /// <param name="target">Name of the object, by the pipeline's definition.</param>
    /// <param name="make">Writes the object.</param>
    /// <param name="cancellationToken">Cancels the activity, which then runs again.</param>
    public async Task<AttemptOutcome> RunAsync(
        PipelineLayout layout,
        string pipeline,
        int stage,
        Func<PipelineDefinition, string> target,
        Func<PipelineDefinition, Stream, CancellationToken, Task> make,
        CancellationToken cancellationToken)
    {
        if (!pipelines.TryGet(pipeline, out var definition) || stage >= definition.Stages.Count)
        {
            return new AttemptOutcome(AttemptResult.Lost, 0, $"There is no pipeline '{pipeline}' with {stage + 1} stages any more: the app was changed since it started. Start it again.");
        }

        var started = time.GetTimestamp();
        var name = target(definition);
        if (await store.ExistsAsync(name, cancellationToken))
        {
            return Outcome(AttemptResult.Done);
        }

        if (!await store.ExistsAsync(layout.Order, cancellationToken))
        {
            return Outcome(AttemptResult.Lost, "The pipeline was stopped.");
        }

        await using var limit = new AttemptLimit(store, layout, definition.Stages[stage].Timeout, time, cancellationToken);
        try
        {
            // Output is durable; what can be made again from the input need not be.
            var isOutput = name.StartsWith(layout.Output, StringComparison.Ordinal);
            await using var writer = await store.CreateAsync(name, transient: !isOutput, limit.Token);
            await make(definition, writer.Content, limit.Token);
            await writer.CommitAsync(limit.Token);
            return Outcome(AttemptResult.Done);
        }
        catch (Exception) when (limit.Stopped)
        {
            return Outcome(AttemptResult.Lost, "The pipeline was stopped.");
        }
        catch (OperationCanceledException) when (limit.TimedOut && !cancellationToken.IsCancellationRequested)
        {
            return Outcome(AttemptResult.Failed, $"It did not end within {definition.Stages[stage].Timeout}.");
        }
        catch (Exception e) when (e is PipelineItemException or MapReduceUserException)
        {
            return Outcome(AttemptResult.Refused, e.Message);
        }
        catch (ObjectNotFoundException e) when (e.Name.StartsWith(layout.Root, StringComparison.Ordinal))
        {
            return await store.ExistsAsync(name, cancellationToken) ? Outcome(AttemptResult.Done) : Outcome(AttemptResult.Lost, e.Message);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(e, "Stage {Stage} of pipeline {Pipeline} failed to make {Object}", definition.Stages[stage].Name, pipeline, name);
            return Outcome(AttemptResult.Failed, e.Message);
        }

        AttemptOutcome Outcome(AttemptResult result, string? reason = null) =>
            new(result, (long)time.GetElapsedTime(started).TotalMicroseconds, reason);
    }
}
