using Microsoft.DurableTask;
using WorkDistribution.Functions.Encodings.Storage;
using WorkDistribution.Functions.MapReduce.Orchestration;
using WorkDistribution.Functions.Speculation;

namespace WorkDistribution.Functions.Encodings.Orchestration;

/// <summary>Encodes all chunks in a bounded window.</summary>
internal static class ChunkPhase
{
    /// <summary>Status updates, at most: each is written to the history's row.</summary>
    private const int MaxReports = 100;

    /// <summary>Runs the phase.</summary>
    /// <exception cref="EncodingFailedException">A chunk failed for good.</exception>
    public static async Task<ChunkTotals> RunAsync(
        TaskOrchestrationContext context, EncodingLayout layout, EncodingRequest request, int chunks, Action<ChunkTotals> report)
    {
        var totals = new ChunkTotals(0, 0, 0, 0, 0, 0, 0);
        var step = Math.Max(1, chunks / MaxReports);
        string? failure = null;
        using var watch = new StragglerWatch(context, chunks, request.BackupTasks);
        await Window.RunAsync(0, chunks, request.MaxParallel, EncodeAsync);
        return failure is null ? totals with { Backups = watch.Backups, BackupsWon = watch.BackupsWon } : throw new EncodingFailedException(failure);

        async Task<bool> EncodeAsync(int chunk)
        {
            var failures = 0;
            try
            {
                var encoded = await watch.RunAsync(chunk, isBackup => context.RunActivityAsync<EncodedChunk>(
                    EncodingFunctionNames.Encode, chunk, attempt => new ChunkOrder(layout.Root, chunk, attempt, isBackup), Failed));
                totals = totals with { Done = totals.Done + 1, Bytes = totals.Bytes + encoded.Bytes, EncodeMs = totals.EncodeMs + encoded.EncodeMs };
            }
            catch (TaskFailedException e)
            {
                failure ??= $"Chunk {chunk} of {chunks} could not be encoded: {e.FailureDetails.ErrorMessage}";
                return false;
            }

            if (totals.Done % step == 0)
            {
                report(totals);
            }

            return true;

            void Failed() => totals = totals with
            {
                Retried = totals.Retried + (failures++ == 0 ? 1 : 0),
                FailedAttempts = totals.FailedAttempts + 1,
            };
        }
    }
}
