using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Functions.Encodings.Orchestration;
using WorkDistribution.Functions.Encodings.Storage;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.Encodings.Activities;

/// <summary>
/// Puts the chunks together beside the output and renames the result, so that the output is either what it was before or complete.
/// </summary>
internal sealed class StitchActivity(IObjectStore store, EncodingWork work, EncodingPaths paths, TimeProvider time)
{
    /// <summary>Publishes the output; once more if it was published before.</summary>
    [Function(EncodingFunctionNames.Stitch)]
    public async Task<StitchedOutput> RunAsync([ActivityTrigger] StitchOrder order, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var layout = new EncodingLayout(order.Encoding);
        var description = await work.DescribeAsync(layout, cancellationToken);
        var chunks = new List<StoredChunk>(description.Chunks);
        for (var chunk = 0; chunk < description.Chunks; chunk++)
        {
            chunks.Add(await store.ReadJsonAsync<StoredChunk>(layout.Marker(chunk), cancellationToken));
        }

        var output = description.Request.Output;
        Directory.CreateDirectory(Path.GetDirectoryName(output)!);
        if (paths.FindOutput(output) != output)
        {
            throw new EncodingRejectedException("output", $"'{output}' became a link after the encoding began. Submit it again.");
        }

        var bytes = await PublishAsync(description, chunks, Unfinished(output, order.Id), cancellationToken);
        return new StitchedOutput(bytes, time.GetElapsedTime(started).TotalMilliseconds);
    }

    private async Task<long> PublishAsync(EncodingDescription description, List<StoredChunk> chunks, string unfinished, CancellationToken cancellationToken)
    {
        try
        {
            await work.EncoderOf(description.Request.Encoder).StitchAsync(description, chunks, unfinished, cancellationToken);
            var bytes = new FileInfo(unfinished).Length;
            File.Move(unfinished, description.Request.Output, overwrite: true);
            return bytes;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    // The name is the same after a restart, so that nothing a killed process left stays behind. The extension stays: ffmpeg goes by it.
    private static string Unfinished(string output, string id) =>
        Path.Combine(Path.GetDirectoryName(output)!, $".{Path.GetFileNameWithoutExtension(output)}.{id}.partial{Path.GetExtension(output)}");
}
