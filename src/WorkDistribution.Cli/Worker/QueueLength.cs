using Azure;
using Azure.Storage.Queues;

namespace WorkDistribution.Cli.Worker;

/// <summary>How many messages a queue has: those that wait and, being invisible meanwhile, those in work.</summary>
internal sealed class QueueLength(QueueClient queue, TextWriter error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private bool isUnknown;

    /// <summary>The length; null when the service does not tell, which is said once. A queue that does not exist is empty.</summary>
    public async Task<long?> ReadAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var length = (await queue.GetPropertiesAsync(limit.Token)).Value.ApproximateMessagesCountLong;
            await KnownAsync();
            return length;
        }
        catch (RequestFailedException e) when (e.ErrorCode == "QueueNotFound")
        {
            await KnownAsync();
            return 0;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is RequestFailedException or AggregateException or OperationCanceledException)
        {
            if (!isUnknown)
            {
                isUnknown = true;
                await error.WriteLineAsync(
                    $"wd: the length of {queue.Uri} cannot be read, so the workers stay as many as they are: {e.Message.Split('\n')[0].Trim()}");
            }

            return null;
        }
    }

    private async Task KnownAsync()
    {
        if (isUnknown)
        {
            isUnknown = false;
            await error.WriteLineAsync($"wd: the length of {queue.Uri} can be read again.");
        }
    }
}
