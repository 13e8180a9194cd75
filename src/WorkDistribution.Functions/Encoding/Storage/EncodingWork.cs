using WorkDistribution.Functions.Encodings.Encoders;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.Encodings.Storage;

/// <summary>What the tasks of an encoding share: its description and its encoder.</summary>
internal sealed class EncodingWork(IObjectStore store, ChunkEncoders encoders)
{
    /// <summary>Reads the description of an encoding.</summary>
    public Task<EncodingDescription> DescribeAsync(EncodingLayout layout, CancellationToken cancellationToken) =>
        store.ReadJsonAsync<EncodingDescription>(layout.Description, cancellationToken);

    /// <summary>The encoder of a request.</summary>
    /// <exception cref="EncodingRejectedException">There is none of that name, or it cannot work here.</exception>
    public IChunkEncoder EncoderOf(string name)
    {
        var encoder = encoders.Find(name) ?? throw new EncodingRejectedException("encoder", $"There is no encoder '{name}'. There are: {encoders}.");
        return encoder.FindProblem() is { } problem ? throw new EncodingRejectedException("encoder", problem) : encoder;
    }
}
