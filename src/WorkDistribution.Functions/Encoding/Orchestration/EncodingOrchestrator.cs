using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using WorkDistribution.Core.Capacity;
using WorkDistribution.Functions.Encodings.Storage;

namespace WorkDistribution.Functions.Encodings.Orchestration;

/// <summary>
/// The seed's "Distributed Encoding Pipeline": split, encode chunks in a bounded window, stitch. A failed chunk is retried alone. The
/// history holds numbers of chunks and times; bytes lie in the object store.
/// </summary>
internal static class EncodingOrchestrator
{
    /// <summary>Runs an encoding from its input to its published output.</summary>
    [Function(EncodingFunctionNames.Orchestrator)]
    public static async Task<EncodingOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var request = context.GetInput<EncodingRequest>()
            ?? throw new EncodingFailedException("The orchestration has no input. Start encodings by POST /api/encodings.");
        var layout = EncodingLayout.For(context.NewGuid());
        try
        {
            return await RunPhasesAsync(context, request, layout);
        }
        finally
        {
            await DiscardAsync(context, layout);
        }
    }

    private static async Task<EncodingOutcome> RunPhasesAsync(TaskOrchestrationContext context, EncodingRequest request, EncodingLayout layout)
    {
        var startedAt = context.CurrentUtcDateTime;
        var status = new EncodingStatus("split", 0, 0, 0, request.Input.Length, 0);
        context.SetCustomStatus(status);
        var split = await InPhaseAsync("cut", context.RunActivityAsync<SplitInput>(EncodingFunctionNames.Split, new SplitOrder(layout.Root, request)));

        context.SetCustomStatus(status with { Phase = "encode", Chunks = split.Chunks });
        var encoded = await ChunkPhase.RunAsync(context, layout, request, split.Chunks, totals =>
            context.SetCustomStatus(status = status with
            {
                Phase = "encode",
                Chunks = split.Chunks,
                ChunksDone = totals.Done,
                RetriedChunks = totals.Retried,
                BytesDone = totals.Bytes,
            }));

        context.SetCustomStatus(status with { Phase = "stitch" });
        var stitched = await InPhaseAsync("stitched", context.RunActivityAsync<StitchedOutput>(EncodingFunctionNames.Stitch, new StitchOrder(layout.Root, context.InstanceId)));

        context.SetCustomStatus(status with { Phase = "done" });
        return Describe(context, request, split, encoded, stitched, (context.CurrentUtcDateTime - startedAt).TotalMilliseconds);
    }

    private static EncodingOutcome Describe(
        TaskOrchestrationContext context, EncodingRequest request, SplitInput split, ChunkTotals encoded, StitchedOutput stitched, double elapsed)
    {
        var sequential = split.SplitMs + encoded.EncodeMs + stitched.StitchMs;
        var workers = Math.Min(Math.Min(request.MaxParallel, split.Processors), split.Chunks);
        return new EncodingOutcome(
            context.InstanceId,
            request.Encoder,
            request.Input.Path,
            request.Output,
            request.Input.Length,
            stitched.Bytes,
            split.Chunks,
            encoded.Retried,
            encoded.FailedAttempts,
            encoded.Backups,
            encoded.BackupsWon,
            Math.Round(100.0 * (split.Chunks - encoded.Retried) / split.Chunks, 2),
            request.MaxParallel,
            Math.Round(split.SplitMs, 1),
            Math.Round(encoded.EncodeMs, 1),
            Math.Round(stitched.StitchMs, 1),
            Math.Round(sequential, 1),
            Math.Round(elapsed, 1),
            elapsed > 0 ? Math.Round(sequential / elapsed, 2) : 0,
            sequential > 0 ? Math.Round(AmdahlLaw.Speedup((split.SplitMs + stitched.StitchMs) / sequential, workers), 2) : 1);
    }

    private static async Task<T> InPhaseAsync<T>(string phase, Task<T> task)
    {
        try
        {
            return await task;
        }
        catch (TaskFailedException e)
        {
            throw new EncodingFailedException($"The input could not be {phase}: {e.FailureDetails.ErrorMessage}");
        }
    }

    private static async Task DiscardAsync(TaskOrchestrationContext context, EncodingLayout layout)
    {
        try
        {
            await context.CallActivityAsync(EncodingFunctionNames.Discard, layout.Root);
        }
        catch (TaskFailedException e)
        {
            // How the encoding ended matters more than what it left behind.
            context.CreateReplaySafeLogger(nameof(EncodingOrchestrator))
                .LogWarning("The objects of encoding {InstanceId} could not be deleted: {Reason}", context.InstanceId, e.FailureDetails.ErrorMessage);
        }
    }
}
