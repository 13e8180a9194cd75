using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems;
using WorkDistribution.Functions.WorkItems.Handlers;
using WorkDistribution.Functions.WorkItems.Handlers.BuiltIn;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.Tests.WorkItems.Workers;

/// <summary>A process that is lost is one that claimed and did nothing more; another one sees its leases end on a clock ahead.</summary>
[Collection(WorkItemsTests.Name)]
public sealed class LeaseTests(AzuriteFixture azurite)
{
    private const string Trivial = """{"handler":"sha256","payload":{"text":"abc"},"maxRetries":0}""";

    [Fact]
    public async Task Item_of_a_lost_worker_runs_elsewhere_without_using_up_a_retry()
    {
        await using var app = await CreateAheadAsync(TimeSpan.FromSeconds(31));
        var id = await SubmitAndLoseAsync();

        await app.RunTicketAsync();

        var item = (await app.FindAsync(id))!;
        Assert.Equal((WorkItemState.Completed, 2, 0, 1), (item.State, item.Attempt, item.Failures, item.Losses));
        Assert.Equal(["lease expired", "completed"], item.History.Select(attempt => attempt.Result));
    }

    [Fact]
    public async Task Item_is_not_claimed_while_its_lease_lasts()
    {
        await using var app = await CreateAheadAsync(TimeSpan.FromSeconds(25));
        var id = await SubmitAndLoseAsync();

        await app.RunTicketAsync(id.Partition);

        Assert.Equal((WorkItemState.Running, 1), ((await app.FindAsync(id))!.State, (await app.FindAsync(id))!.Attempt));
    }

    [Fact]
    public async Task Item_that_lost_too_many_workers_ends_failed()
    {
        await using var app = await CreateAheadAsync(TimeSpan.FromSeconds(31), ("WorkItems:MaxLosses", "0"));
        var id = await SubmitAndLoseAsync();

        await app.RunTicketAsync();

        var item = (await app.FindAsync(id))!;
        Assert.Equal((WorkItemState.Failed, 1), (item.State, item.Losses));
        Assert.Contains("lost", item.LastError, StringComparison.Ordinal);
        Assert.Equal(0, await app.CountAsync());
    }

    [Fact]
    public async Task Item_whose_outcome_was_recorded_before_its_worker_was_lost_does_not_run_again()
    {
        await using var app = await CreateAheadAsync(TimeSpan.FromSeconds(31));
        var id = await SubmitAndLoseAsync();
        await app.Get<OutcomeStore>().RecordAsync(
            [app.Get<Transitions>().Complete((await app.Get<PendingIndex>().FindAsync(id, CancellationToken.None))!, "1")], CancellationToken.None);

        await app.RunTicketAsync();

        var item = (await app.FindAsync(id))!;
        Assert.Equal((WorkItemState.Completed, 1, "1"), (item.State, item.Attempt, item.Result));
        Assert.Equal(0, await app.CountAsync());
    }

    [Fact]
    public async Task Worker_that_was_believed_lost_cannot_record_over_the_other_one()
    {
        await using var app = await CreateAheadAsync(TimeSpan.FromSeconds(31));
        await using var slow = WorkItemsApp.Join(azurite);
        var id = await slow.SubmitAsync(Trivial);
        var claimed = (await slow.Get<WorkClaimer>().ClaimAsync(null, new ClaimLimit(100), CancellationToken.None)).Items.Single();
        await app.RunTicketAsync();

        var recorded = await slow.Get<WorkRecorder>().RecordAsync([slow.Get<Transitions>().Complete(claimed, "\"late\"")], CancellationToken.None);

        Assert.Empty(recorded);
        var item = (await app.FindAsync(id))!;
        Assert.Equal((2, true), (item.Attempt, item.Result!.Contains("sha256", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Lease_is_renewed_while_the_item_runs()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite, settings: ("WorkItems:Lease", "00:00:01"));
        var id = await app.SubmitAsync("""{"handler":"sleep","payload":{"milliseconds":600000}}""");
        var run = app.RunTicketAsync();
        await Eventually.HoldsAsync(() => app.Get<RunningItems>().TryGet(id, out _), "the item runs");
        var first = (await app.FindAsync(id))!;

        // Beyond the end of the first lease, and the item is still this worker's.
        await Eventually.HoldsAsync(async () => (await app.FindAsync(id))!.Visible > first.Visible + TimeSpan.FromSeconds(1), "the lease was renewed twice");
        await app.RunTicketAsync(id.Partition);
        await app.Get<WorkCanceller>().CancelAsync(id, CancellationToken.None);
        await run;

        Assert.Equal((1, true), ((await app.FindAsync(id))!.Attempt, (await app.FindAsync(id))!.Cancelled));
    }

    [Fact]
    public async Task Attempt_whose_lease_was_lost_is_told_to_stop_and_records_nothing()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite, settings: ("WorkItems:Lease", "00:00:01"));
        var id = await app.SubmitAsync("""{"handler":"sleep","payload":{"milliseconds":600000}}""");
        var run = app.RunTicketAsync();
        await Eventually.HoldsAsync(() => app.Get<RunningItems>().TryGet(id, out _), "the item runs");

        // Another worker took it over, as if this one had been paused.
        await Eventually.HoldsAsync(
            async () => await app.Get<PendingIndex>().TryUpdateAsync(
                (await app.FindAsync(id))! with { Worker = "other", Attempt = 2, Visible = DateTimeOffset.MaxValue }, CancellationToken.None) is not null,
            "the row was changed");
        await run;

        var item = (await app.FindAsync(id))!;
        Assert.Equal((WorkItemState.Running, "other", 2), (item.State, item.Worker, item.Attempt));
    }

    [Fact]
    public async Task Item_whose_handler_blocks_its_thread_for_ever_runs_elsewhere()
    {
        using var release = new ManualResetEventSlim();
        (string, string)[] settings = [("WorkItems:Lease", "00:00:01"), ("WorkItems:CancellationGrace", "00:00:00")];
        await using var app = await WorkItemsApp.CreateAsync(
            azurite, services => services.AddSingleton(release).AddWorkHandler<BlockingHandler>("block"), settings);
        await using var other = WorkItemsApp.Join(azurite, services => services.AddWorkHandler<SleepHandler>("block"), settings);
        var id = await app.SubmitAsync("""{"handler":"block","payload":{"milliseconds":0},"timeoutSeconds":1,"maxRetries":0}""");

        var blocked = Task.Run(() => app.RunTicketAsync());
        await Eventually.HoldsAsync(() => app.Get<RunningItems>().TryGet(id, out _), "the item runs");
        await Eventually.HoldsAsync(
            async () =>
            {
                await other.Get<BatchWorker>().RunAsync(id.Partition, packs: 1, CancellationToken.None);
                return (await other.FindAsync(id))!.IsFinished;
            },
            "another worker has run it");
        release.Set();
        await blocked;

        var item = (await app.FindAsync(id))!;
        Assert.Equal((WorkItemState.Completed, 1, 2), (item.State, item.Losses, item.Attempt));
    }

    [Fact]
    public async Task Host_that_stops_gives_its_items_back()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var id = await app.SubmitAsync("""{"handler":"sleep","payload":{"milliseconds":600000},"maxRetries":0}""");
        using var stop = new CancellationTokenSource();
        var run = app.RunTicketAsync(cancellationToken: stop.Token);
        await Eventually.HoldsAsync(() => app.Get<RunningItems>().TryGet(id, out _), "the item runs");

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        var item = (await app.FindAsync(id))!;
        Assert.Equal((WorkItemState.Pending, 0, 0), (item.State, item.Failures, item.Losses));
        Assert.Equal("released", Assert.Single(item.History).Result);
    }

    private sealed class BlockingHandler(ManualResetEventSlim release) : IWorkHandler<SleepPayload>
    {
        public Task<object?> RunAsync(SleepPayload payload, WorkContext context, CancellationToken cancellationToken)
        {
            release.Wait(CancellationToken.None);
            return Task.FromResult<object?>(null);
        }
    }

    private Task<WorkItemsApp> CreateAheadAsync(TimeSpan ahead, params (string Key, string Value)[] settings) =>
        WorkItemsApp.CreateAsync(azurite, services => services.AddSingleton<TimeProvider>(new ShiftedTime(ahead)), settings);

    private async Task<WorkItemId> SubmitAndLoseAsync()
    {
        await using var lost = WorkItemsApp.Join(azurite);
        var id = await lost.SubmitAsync(Trivial);
        Assert.Equal(id, (await lost.Get<WorkClaimer>().ClaimAsync(null, new ClaimLimit(100), CancellationToken.None)).Items.Single().Id);
        return id;
    }
}
