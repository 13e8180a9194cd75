using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using WorkDistribution.Functions.Storage;

namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>The tables and queues of the feature. They are created by the first call of a process.</summary>
internal sealed class WorkStorage : IDisposable
{
    /// <summary>The connection setting, the one that queue triggers use by default.</summary>
    public const string Connection = "AzureWebJobsStorage";

    private readonly SemaphoreSlim _creating = new(1, 1);
    private volatile bool _created;

    public WorkStorage(IConfiguration configuration)
    {
        if (!StorageConnection.TryCreateTableClient(configuration, Connection, out var tables, out var problem)
            || !StorageConnection.TryCreateQueueClient(configuration, Connection, out var queues, out problem))
        {
            throw new InvalidOperationException($"Work items cannot be stored: {problem}");
        }

        Items = tables.GetTableClient("WorkItems");
        Outcomes = tables.GetTableClient("WorkOutcomes");
        Keys = tables.GetTableClient("WorkKeys");
        Lanes = tables.GetTableClient("WorkLanes");
        Tickets = queues.GetQueueClient(WorkQueueNames.Tickets);
        Submissions = queues.GetQueueClient(WorkQueueNames.Submissions);
        SubmissionsPoison = queues.GetQueueClient(WorkQueueNames.SubmissionsPoison);
    }

    /// <summary>The pending index: unfinished items.</summary>
    public TableClient Items { get; }

    /// <summary>Finished items.</summary>
    public TableClient Outcomes { get; }

    /// <summary>Idempotency keys.</summary>
    public TableClient Keys { get; }

    /// <summary>Owners of affinity lanes.</summary>
    public TableClient Lanes { get; }

    /// <summary>Tickets for workers.</summary>
    public QueueClient Tickets { get; }

    /// <summary>Submissions by message.</summary>
    public QueueClient Submissions { get; }

    /// <summary>Submissions that could not be read.</summary>
    public QueueClient SubmissionsPoison { get; }

    /// <summary>Waits until the tables and queues exist.</summary>
    public async ValueTask EnsureCreatedAsync(CancellationToken cancellationToken)
    {
        if (_created)
        {
            return;
        }

        await _creating.WaitAsync(cancellationToken);
        try
        {
            if (!_created)
            {
                await Task.WhenAll(
                    Items.CreateIfNotExistsAsync(cancellationToken),
                    Outcomes.CreateIfNotExistsAsync(cancellationToken),
                    Keys.CreateIfNotExistsAsync(cancellationToken),
                    Lanes.CreateIfNotExistsAsync(cancellationToken),
                    Tickets.CreateIfNotExistsAsync(cancellationToken: cancellationToken),
                    Submissions.CreateIfNotExistsAsync(cancellationToken: cancellationToken),
                    SubmissionsPoison.CreateIfNotExistsAsync(cancellationToken: cancellationToken));
                _created = true;
            }
        }
        finally
        {
            _creating.Release();
        }
    }

    public void Dispose() => _creating.Dispose();
}
