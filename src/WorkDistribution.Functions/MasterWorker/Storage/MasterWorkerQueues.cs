using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using WorkDistribution.Functions.Storage;

namespace WorkDistribution.Functions.MasterWorker.Storage;

/// <summary>The two queues of the pattern. The first call of a process creates them.</summary>
internal sealed class MasterWorkerQueues(IConfiguration configuration) : IDisposable
{
    /// <summary>Where the master puts tasks.</summary>
    public const string Tasks = "mw-tasks";

    /// <summary>Where workers put results.</summary>
    public const string Results = "mw-results";

    private const string Connection = "AzureWebJobsStorage";
    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);

    private readonly SemaphoreSlim _creating = new(1, 1);
    private QueueServiceClient? _created;

    /// <summary>Puts a message into a queue.</summary>
    /// <exception cref="InvalidOperationException">The connection setting is missing or wrong.</exception>
    public async Task SendAsync(string queue, string message, CancellationToken cancellationToken)
    {
        var service = _created ?? await CreateAsync(cancellationToken);
        await service.GetQueueClient(queue).SendMessageAsync(message, timeToLive: NeverExpires, cancellationToken: cancellationToken);
    }

    public void Dispose() => _creating.Dispose();

    private async Task<QueueServiceClient> CreateAsync(CancellationToken cancellationToken)
    {
        await _creating.WaitAsync(cancellationToken);
        try
        {
            if (_created is null)
            {
                if (!StorageConnection.TryCreateQueueClient(configuration, Connection, out var service, out var problem))
                {
                    throw new InvalidOperationException($"Tasks cannot be queued: {problem}");
                }

                await service.GetQueueClient(Tasks).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
                await service.GetQueueClient(Results).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
                _created = service;
            }

            return _created;
        }
        finally
        {
            _creating.Release();
        }
    }
}
