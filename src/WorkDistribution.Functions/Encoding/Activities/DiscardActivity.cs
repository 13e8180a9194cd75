using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.Encodings.Activities;

/// <summary>Deletes the chunks of an encoding that ended.</summary>
internal sealed class DiscardActivity(IObjectStore store)
{
    /// <summary>Deletes the objects of an encoding.</summary>
    /// <param name="encoding">Prefix of the encoding's objects.</param>
    /// <param name="cancellationToken">Cancels the activity.</param>
    [Function(EncodingFunctionNames.Discard)]
    public Task RunAsync([ActivityTrigger] string encoding, CancellationToken cancellationToken) => store.DeletePrefixAsync(encoding, cancellationToken);
}
