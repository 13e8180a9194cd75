using System.Buffers.Binary;
using System.Text.Json;
using WorkDistribution.Core.Partitioning;
using WorkDistribution.Functions.MapReduce.Input;
using WorkDistribution.Functions.MapReduce.Requests;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.MapReduce.Storage;

/// <summary>
/// The splits of a job, in the object store: a task is told an index and reads that split alone, so that neither histories nor tasks grow
/// with the number of inputs.
/// </summary>
/// <remarks>One object holds the splits, one after the other; the other their offsets, 8 bytes each, little-endian.</remarks>
internal sealed class JobPlan(IObjectStore store, JobLayout layout)
{
    private readonly string _splits = layout.Work + "plan.json";
    private readonly string _offsets = layout.Work + "plan.offsets";

    /// <summary>Cuts inputs into splits and stores them.</summary>
    /// <param name="items">The inputs.</param>
    /// <param name="splitBytes">Upper bound of a split in bytes.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>The number of splits.</returns>
    /// <exception cref="InputRejectedException">There would be more than <see cref="RequestLimits.MaxSplits"/>.</exception>
    public async Task<int> WriteAsync(IReadOnlyList<InputItem> items, long splitBytes, CancellationToken cancellationToken)
    {
        var byName = items.ToDictionary(static item => item.Name, StringComparer.Ordinal);
        var offsets = new List<long> { 0 };
        await using (var splits = await store.CreateAsync(_splits, transient: true, cancellationToken))
        {
            foreach (var split in SplitPlanner.Plan(items.Select(static item => (item.Name, item.Length)), splitBytes))
            {
                if (offsets.Count > RequestLimits.MaxSplits)
                {
                    throw new InputRejectedException(
                        "splitBytes", $"Splits of {splitBytes} bytes cut this input into more than {RequestLimits.MaxSplits}. Use larger ones.");
                }

                var ranges = split.Ranges.Select(range => new PlannedRange(byName[range.Input], range.Offset, range.Length));
                var json = JsonSerializer.SerializeToUtf8Bytes(ranges);
                await splits.Content.WriteAsync(json, cancellationToken);
                offsets.Add(offsets[^1] + json.Length);
            }

            await splits.CommitAsync(cancellationToken);
        }

        var table = new byte[offsets.Count * sizeof(long)];
        for (var i = 0; i < offsets.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(table.AsSpan(i * sizeof(long)), offsets[i]);
        }

        await using var index = await store.CreateAsync(_offsets, transient: true, cancellationToken);
        await index.Content.WriteAsync(table, cancellationToken);
        await index.CommitAsync(cancellationToken);
        return offsets.Count - 1;
    }

    /// <summary>Reads one split.</summary>
    /// <param name="split">Its index.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ObjectNotFoundException">The job has no plan, or has ended.</exception>
    public async Task<IReadOnlyList<PlannedRange>> ReadAsync(int split, CancellationToken cancellationToken)
    {
        var entry = await ReadAsync(_offsets, (long)split * sizeof(long), 2 * sizeof(long), cancellationToken);
        var start = BinaryPrimitives.ReadInt64LittleEndian(entry);
        var end = BinaryPrimitives.ReadInt64LittleEndian(entry.AsSpan(sizeof(long)));
        var json = await ReadAsync(_splits, start, checked((int)(end - start)), cancellationToken);
        return JsonSerializer.Deserialize<PlannedRange[]>(json)!;
    }

    private async Task<byte[]> ReadAsync(string name, long offset, int length, CancellationToken cancellationToken)
    {
        await using var stream = await store.OpenReadAsync(name, offset, cancellationToken);
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
