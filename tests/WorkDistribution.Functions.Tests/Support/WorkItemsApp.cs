using System.Text;
using System.Text.Json;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.WorkItems;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Submission;
using WorkDistribution.Functions.WorkItems.Workers;
using WorkDistribution.LocalRuntime.Engine;

namespace WorkDistribution.Functions.Tests.Support;

/// <summary>The feature's services on real storage, with the entities on the real engine. Tickets run when a test says so.</summary>
internal sealed class WorkItemsApp : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;
    private readonly string _connectionString;

    private readonly bool _ownsDurable;

    private WorkItemsApp(string connectionString, DurableTestHost? durable, Action<IServiceCollection>? configure, (string Key, string Value)[] settings)
    {
        (_connectionString, _ownsDurable) = (connectionString, durable is null);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("AzureWebJobsStorage", connectionString),
            new("ObjectStore:Folder", _folder["objects"]),
            .. settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)),
        ]).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging();
        configure?.Invoke(services);
        services.AddWorkItems();
        _services = services.BuildServiceProvider(validateScopes: true);
        Durable = durable ?? new DurableTestHost()
            .AddEntity(WorkItemsFunctionNames.PriorityCounters, operation => new PriorityCountersEntity(TimeProvider.System).RunAsync(operation))
            .AddEntity(WorkItemsFunctionNames.Monitor, operation => new WorkMonitorEntity(TimeProvider.System).RunAsync(operation));
    }

    public DurableTestHost Durable { get; }

    public string ObjectsFolder => _folder["objects"];

    public WorkStorage Storage => Get<WorkStorage>();

    /// <summary>An app on empty storage.</summary>
    public static async Task<WorkItemsApp> CreateAsync(
        AzuriteFixture azurite, Action<IServiceCollection>? configure = null, params (string Key, string Value)[] settings)
    {
        var app = new WorkItemsApp(azurite.ConnectionString, null, configure, settings);
        await app.ClearAsync();
        await app.Durable.StartAsync();
        return app;
    }

    /// <summary>A further process on the same storage: other services, and no durable engine that it could reach.</summary>
    public static WorkItemsApp Join(AzuriteFixture azurite, Action<IServiceCollection>? configure = null, params (string Key, string Value)[] settings) =>
        new(azurite.ConnectionString, null, configure, settings);

    /// <summary>A further worker process on the same storage, which reports to this one's entities.</summary>
    public WorkItemsApp AddWorker(Action<IServiceCollection>? configure = null, params (string Key, string Value)[] settings) =>
        new(_connectionString, Durable, configure, settings);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public T Create<T>() => ActivatorUtilities.CreateInstance<T>(_services);

    public WorkSubmission Read(string json)
    {
        var errors = new ValidationErrors();
        return Get<WorkSubmissionReader>().Read(Encoding.UTF8.GetBytes(json), errors) ?? throw new ArgumentException(JsonSerializer.Serialize(errors.Messages), nameof(json));
    }

    /// <summary>Submits an item; its ticket goes to the queue.</summary>
    public async Task<WorkItemId> SubmitAsync(string json)
    {
        var submitted = await Get<WorkSubmitter>().SubmitAsync(Read(json), CancellationToken.None);
        if (submitted.Ticket is { } ticket)
        {
            await Storage.Tickets.SendMessageAsync(ticket);
        }

        return submitted.Id;
    }

    /// <summary>Submits a batch; its last ticket goes to the queue too, unless a test looks at it.</summary>
    public async Task<BatchResult> SubmitBatchAsync(IEnumerable<string> lines, StartSpread? spread = null)
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        return await Get<BatchSubmitter>().SubmitAsync(body, spread ?? StartSpread.None, CancellationToken.None);
    }

    /// <summary>How many items are in the index, those of a running pack included that are done.</summary>
    public async Task<int> CountAsync() => await Get<PendingIndex>().ScanAsync(CancellationToken.None).Select(static row => row.Items).SumAsync();

    /// <summary>The item as <c>GET</c> finds it.</summary>
    public Task<WorkItem?> FindAsync(WorkItemId id) => Get<WorkItemLookup>().FindAsync(id, CancellationToken.None);

    /// <summary>Runs one ticket.</summary>
    public Task RunTicketAsync(string? hint = null, CancellationToken cancellationToken = default) =>
        Create<TicketsFunction>().RunAsync(hint is null ? "{}" : TicketQueue.ToMessage(hint), Durable.Client, cancellationToken);

    /// <summary>Runs tickets as they come until all items have ended.</summary>
    public async Task<IReadOnlyList<WorkItem>> RunUntilFinishedAsync(params WorkItemId[] ids)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        await RunTicketAsync();
        while (true)
        {
            await RunTicketsAsync();
            var items = await Task.WhenAll(ids.Select(FindAsync));
            if (items.All(static item => item is { IsFinished: true }))
            {
                return items!;
            }

            await timer.WaitForNextTickAsync(deadline.Token);
        }
    }

    /// <summary>Runs the tickets that are in the queue now; returns how many there were.</summary>
    public async Task<int> RunTicketsAsync()
    {
        await Storage.EnsureCreatedAsync(CancellationToken.None);
        var count = 0;
        while ((await Storage.Tickets.ReceiveMessagesAsync(32)).Value is { Length: > 0 } messages)
        {
            foreach (QueueMessage message in messages)
            {
                await Create<TicketsFunction>().RunAsync(message.Body.ToString(), Durable.Client, CancellationToken.None);
                await Storage.Tickets.DeleteMessageAsync(message.MessageId, message.PopReceipt);
                count++;
            }
        }

        return count;
    }

    /// <summary>Runs tickets as a host does, four at a time, until it is told to stop.</summary>
    public async Task ServeTicketsAsync(CancellationToken stop)
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ServeAsync()));

        async Task ServeAsync()
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            while (!stop.IsCancellationRequested)
            {
                if ((await Storage.Tickets.ReceiveMessageAsync(TimeSpan.FromMinutes(10), CancellationToken.None)).Value is { } message)
                {
                    await Create<TicketsFunction>().RunAsync(message.Body.ToString(), Durable.Client, CancellationToken.None);
                    await Storage.Tickets.DeleteMessageAsync(message.MessageId, message.PopReceipt, CancellationToken.None);
                }
                else
                {
                    await timer.WaitForNextTickAsync(CancellationToken.None);
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_ownsDurable)
        {
            await Durable.DisposeAsync();
        }

        await _services.DisposeAsync();
        _folder.Dispose();
    }

    private async Task ClearAsync()
    {
        await Task.WhenAll(Storage.Items.DeleteAsync(), Storage.Outcomes.DeleteAsync(), Storage.Keys.DeleteAsync(), Storage.Lanes.DeleteAsync());
        await Storage.EnsureCreatedAsync(CancellationToken.None);
        await Task.WhenAll(Storage.Tickets.ClearMessagesAsync(), Storage.Submissions.ClearMessagesAsync(), Storage.SubmissionsPoison.ClearMessagesAsync());
    }
}
