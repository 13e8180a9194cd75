using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems;
using WorkDistribution.Functions.WorkItems.Backups;
using WorkDistribution.Functions.WorkItems.Handlers;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.Tests.WorkItems.Backups;

/// <summary>A batch of which one attempt is slow, and a further process that could run its backup.</summary>
[Collection(WorkItemsTests.Name)]
public sealed class BackupTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Backup_that_is_first_counts_and_the_slow_attempt_is_cancelled()
    {
        var (here, there) = (new Gate(), new Gate());
        await using var app = await CreateAsync(here);
        await using var other = WorkItemsApp.Join(azurite, services => Add(services, there));
        there.Open.SetResult();
        var ids = await SubmitAsync(app);

        var batch = app.RunTicketAsync(ids[0].Partition);
        await RunBackupAsync(other);

        await batch.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.True(here.WasCancelled);
        var items = await Task.WhenAll(ids.Select(app.FindAsync));
        Assert.All(items, static item => Assert.Equal((WorkItemState.Completed, 1), (item!.State, item.Attempt)));
        Assert.Equal([false, false, false, true], items.Select(static item => Assert.Single(item!.History).IsBackup));
        Assert.NotEqual(items[0]!.Worker, items[3]!.Worker);
        Assert.Equal(0, await app.CountAsync());
    }

    [Fact]
    public async Task Backup_that_is_late_is_cancelled_and_records_nothing()
    {
        var (here, there) = (new Gate(), new Gate());
        await using var app = await CreateAsync(here);
        await using var other = WorkItemsApp.Join(azurite, services => Add(services, there));
        var ids = await SubmitAsync(app);

        var batch = app.RunTicketAsync(ids[0].Partition);
        var backup = RunBackupAsync(other);
        await there.Reached.Task.WaitAsync(TimeSpan.FromMinutes(1));
        here.Open.SetResult();

        await Task.WhenAll(batch, backup).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.True(there.WasCancelled);
        Assert.False(here.WasCancelled);
        var item = (await app.FindAsync(ids[3]))!;
        Assert.Equal((WorkItemState.Completed, false), (item.State, Assert.Single(item.History).IsBackup));
    }

    [Fact]
    public async Task Backup_that_fails_leaves_the_item_to_its_worker()
    {
        var (here, there) = (new Gate(), new Gate());
        await using var app = await CreateAsync(here);
        await using var other = WorkItemsApp.Join(azurite, services => Add(services, there));
        there.Open.SetException(new InvalidOperationException("Not here."));
        var ids = await SubmitAsync(app);

        var batch = app.RunTicketAsync(ids[0].Partition);
        await RunBackupAsync(other);
        Assert.Equal(WorkItemState.Running, (await app.FindAsync(ids[3]))!.State);
        here.Open.SetResult();

        await batch.WaitAsync(TimeSpan.FromMinutes(1));
        var item = (await app.FindAsync(ids[3]))!;
        Assert.Equal((WorkItemState.Completed, 0), (item.State, item.Failures));
    }

    [Fact]
    public async Task Ticket_of_an_attempt_that_has_ended_runs_nothing()
    {
        var gate = new Gate();
        gate.Open.SetResult();
        await using var app = await CreateAsync(gate);
        var ids = await SubmitAsync(app);
        await app.RunTicketAsync(ids[0].Partition);
        var runs = gate.Runs;

        await app.Get<TicketQueue>().SendBackupAsync(ids[3], attempt: 1, CancellationToken.None);
        await app.RunTicketsAsync();

        Assert.Equal(runs, gate.Runs);
    }

    [Theory]
    [InlineData(true, "false")]
    [InlineData(false, "true")]
    public async Task No_backup_is_asked_for_where_handler_or_settings_forbid_it(bool handlerAllows, string setting)
    {
        var gate = new Gate();
        await using var app = await CreateAsync(gate, handlerAllows, ("WorkItems:BackupTasks", setting));
        var ids = await SubmitAsync(app);

        var batch = app.RunTicketAsync(ids[0].Partition);
        await Eventually.HoldsAsync(async () => await app.CountAsync() == 1, "all but the slow one are recorded");
        gate.Open.SetResult();
        await batch.WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(0, app.Get<BackupCounters>().Report.Asked);
    }

    private Task<WorkItemsApp> CreateAsync(Gate gate, bool backups = true, params (string Key, string Value)[] settings) =>
        WorkItemsApp.CreateAsync(azurite, services => Add(services, gate, backups), settings);

    private static void Add(IServiceCollection services, Gate gate, bool backups = true) =>
        services.AddSingleton(gate).AddWorkHandler<DawdlingHandler>("dawdle", backups);

    private static async Task<WorkItemId[]> SubmitAsync(WorkItemsApp app)
    {
        var batch = await app.SubmitBatchAsync([.. Enumerable.Repeat("""{"handler":"dawdle","payload":{"waits":false}}""", 3), """{"handler":"dawdle","payload":{"waits":true}}"""]);
        return [.. batch.Ids.Select(static id => WorkItemId.TryParse(id, out var parsed) ? parsed : throw new ArgumentException(id))];
    }

    /// <summary>Waits for the ticket of a backup, and runs it elsewhere.</summary>
    private static async Task RunBackupAsync(WorkItemsApp other)
    {
        await other.Storage.EnsureCreatedAsync(CancellationToken.None);
        WorkTicket? ticket = null;
        await Eventually.HoldsAsync(
            async () => (ticket = (await other.Storage.Tickets.ReceiveMessagesAsync(1)).Value.Select(static message => TicketQueue.Read(message.Body.ToString())).SingleOrDefault()) is not null,
            "a backup was asked for");
        Assert.True(WorkItemId.TryParse(ticket!.Backup, out var id));
        await other.Get<BackupRunner>().RunAsync(id, ticket.Attempt, CancellationToken.None);
    }

    private sealed record DawdlingPayload(bool Waits);

    private sealed class DawdlingHandler(Gate gate) : IWorkHandler<DawdlingPayload>
    {
        public async Task<object?> RunAsync(DawdlingPayload payload, WorkContext context, CancellationToken cancellationToken)
        {
            gate.Count();
            if (payload.Waits)
            {
                gate.Reached.TrySetResult();
                try
                {
                    await gate.Open.Task.WaitAsync(TimeSpan.FromSeconds(15), cancellationToken);
                }
                catch (OperationCanceledException)
                {
                    gate.Cancel();
                    throw;
                }
            }

            return null;
        }
    }

    /// <summary>What the handlers of one process wait for.</summary>
    private sealed class Gate
    {
        private int _runs;

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool WasCancelled { get; private set; }

        public int Runs => Volatile.Read(ref _runs);

        public void Count() => Interlocked.Increment(ref _runs);

        public void Cancel() => WasCancelled = true;
    }
}
