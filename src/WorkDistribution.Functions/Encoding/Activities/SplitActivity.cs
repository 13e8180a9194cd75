using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Functions.Encodings.Orchestration;
using WorkDistribution.Functions.Encodings.Storage;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.Encodings.Activities;

/// <summary>Cuts the input into chunks and stores what the other activities need to know.</summary>
internal sealed class SplitActivity(IObjectStore store, EncodingWork work, TimeProvider time)
{
    /// <summary>Cuts an input; once more if it was cut before.</summary>
    [Function(EncodingFunctionNames.Split)]
    public async Task<SplitInput> RunAsync([ActivityTrigger] SplitOrder order, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var layout = new EncodingLayout(order.Encoding);
        var description = await work.EncoderOf(order.Request.Encoder).SplitAsync(layout, order.Request, cancellationToken);
        await store.WriteJsonAsync(layout.Description, description, cancellationToken);
        return new SplitInput(description.Chunks, Environment.ProcessorCount, time.GetElapsedTime(started).TotalMilliseconds);
    }
}
