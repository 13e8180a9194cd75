using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace WorkDistribution.LocalRuntime.Host.Queues;

internal static class QueueClientExtensions
{
    /// <summary>Sends a message that never expires unless the service says so, creating the queue when it is missing.</summary>
    public static async Task SendCreatingAsync(this QueueClient queue, string text, CancellationToken cancellationToken)
    {
        try
        {
            await queue.SendMessageAsync(text, cancellationToken);
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await queue.SendMessageAsync(text, cancellationToken);
        }
    }
}
