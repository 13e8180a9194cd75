using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Lanes;
using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.Tests.WorkItems.Lanes;

[Collection(WorkItemsTests.Name)]
public sealed class LaneSessionTests(AzuriteFixture azurite)
{
    private static readonly (string, string) ShortLinger = ("WorkItems:LaneLinger", "00:00:00.200");

    [Fact]
    public async Task Ticket_of_a_free_lane_makes_its_process_the_owner_for_as_long_as_there_is_work()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite, settings: ShortLinger);
        var id = await app.SubmitAsync(Sleep(1000));

        var run = app.RunTicketAsync(id.Partition);
        await Eventually.HoldsAsync(() => app.Get<RunningItems>().TryGet(id, out _), "the item runs");
        var during = await app.Get<LaneTable>().ReadAsync(CancellationToken.None);
        await run;

        var me = app.Get<WorkerIdentity>().Name;
        Assert.Equal(me, during.Lane(WorkItemId.NumberOf(id.Partition)).Owner);
        Assert.True(during.IsLive(me, TimeProvider.System.GetUtcNow()));
        Assert.Equal(WorkItemState.Completed, (await app.FindAsync(id))!.State);
        await AssertNothingIsLeftAsync(app);
    }

    [Fact]
    public async Task Items_that_come_while_the_owner_lingers_are_run_by_it_whoever_gets_their_ticket()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite, settings: ("WorkItems:LaneLinger", "00:00:04"));
        await using var other = app.AddWorker();
        var first = await app.SubmitAsync(Sleep(0));
        var run = app.RunTicketAsync(first.Partition);
        await Eventually.HoldsAsync(async () => (await app.FindAsync(first))!.IsFinished, "the first item ended");

        var second = await other.SubmitAsync(Sleep(0));
        await app.Storage.Tickets.ClearMessagesAsync();
        await other.RunTicketAsync(second.Partition);
        await run;

        var name = app.Get<WorkerIdentity>().Name;
        Assert.Equal([name, name], [(await app.FindAsync(first))!.Worker, (await app.FindAsync(second))!.Worker]);
        Assert.Equal(LaneReport.None with { Attempts = 1 }, other.Get<LaneCounters>().Report);
        await AssertNothingIsLeftAsync(app);
    }

    [Fact]
    public async Task Owner_that_is_gone_is_followed_by_whoever_gets_its_ticket_when_the_lease_has_ended()
    {
        (string, string)[] settings = [ShortLinger, ("WorkItems:LaneLease", "00:00:04")];
        await using var app = await WorkItemsApp.CreateAsync(azurite, settings: settings);
        await using var lost = app.AddWorker(settings: settings);
        var id = await lost.SubmitAsync(Sleep(0));
        await app.Storage.Tickets.ClearMessagesAsync();
        await lost.Get<LaneMembership>().JoinAsync([WorkItemId.NumberOf(id.Partition)], CancellationToken.None);

        await app.RunTicketAsync(id.Partition);
        Assert.Equal(WorkItemState.Pending, (await app.FindAsync(id))!.State);

        var item = (await app.RunUntilFinishedAsync(id)).Single();
        Assert.Equal(app.Get<WorkerIdentity>().Name, item.Worker);
        await AssertNothingIsLeftAsync(app);
    }

    [Fact]
    public async Task Ticket_of_an_owner_that_is_there_comes_again()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        await using var owner = app.AddWorker();
        await owner.Get<LaneMembership>().JoinAsync([3], CancellationToken.None);
        await app.Storage.Tickets.ClearMessagesAsync();

        await app.Get<LaneWorker>().RunAsync(new LaneRequest(null, owner.Get<WorkerIdentity>().Name), app.Durable.Client, CancellationToken.None);

        Assert.Equal(1, (await app.Storage.Tickets.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        Assert.False(app.Get<LaneMembership>().IsMember);
    }

    [Fact]
    public async Task Thief_takes_half_of_what_the_owner_has_above_the_threshold_and_leaves_it_what_it_serves_next()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite, settings: ShortLinger);
        await using var owner = app.AddWorker();
        var ids = Ids(await owner.SubmitBatchAsync(Enumerable.Repeat(Sleep(0), 36)));
        await owner.Get<LaneMembership>().JoinAsync([WorkItemId.NumberOf(ids[0].Partition)], CancellationToken.None);

        var batch = await app.Get<LaneClaimer>().StealAsync(ids[0].Partition, 100, CancellationToken.None);

        Assert.Equal(10, batch.Count);
        Assert.DoesNotContain(batch.Items, item => ids.Order(ById).Take(13).Contains(item.Id));
        Assert.Equal(new LaneReport(1, 1, 10, 0, 0), app.Get<LaneCounters>().Report);
        Assert.Equal(5, (await app.Get<LaneClaimer>().StealAsync(ids[0].Partition, 100, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Idle_worker_steals_from_the_most_loaded_lane()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var (few, many) = TwoLanes(app);
        await app.SubmitBatchAsync(Enumerable.Repeat(Sleep(0, few), 30).Concat(Enumerable.Repeat(Sleep(0, many), 60)));

        var batch = await app.Get<LaneClaimer>().StealAsync([], 100, CancellationToken.None);

        Assert.Equal(22, batch.Count);
        Assert.All(batch.Items, item => Assert.Equal(many, item.AffinityKey));
    }

    [Fact]
    public async Task Without_balancing_nothing_is_stolen()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite, settings: ("WorkItems:Balancing", "false"));
        await using var owner = app.AddWorker();
        var ids = Ids(await owner.SubmitBatchAsync(Enumerable.Repeat(Sleep(0), 60)));
        await owner.Get<LaneMembership>().JoinAsync([WorkItemId.NumberOf(ids[0].Partition)], CancellationToken.None);

        await app.RunTicketAsync(ids[0].Partition);
        await app.RunTicketAsync();

        Assert.Equal(60, await app.CountAsync());
        Assert.Equal(LaneReport.None, app.Get<LaneCounters>().Report);
    }

    [Fact]
    public async Task What_the_rebalancer_grants_is_taken_from_the_lane_and_no_more()
    {
        // So many are left to the owner that nothing is stolen.
        (string, string)[] settings = [ShortLinger, ("WorkItems:StealThreshold", "700")];
        await using var owner = await WorkItemsApp.CreateAsync(azurite, settings: settings);
        await using var other = owner.AddWorker(settings: settings);
        var ids = Ids(await owner.SubmitBatchAsync(Enumerable.Repeat(Sleep(0), 1000)));
        await owner.Get<LaneMembership>().JoinAsync([WorkItemId.NumberOf(ids[0].Partition)], CancellationToken.None);
        await other.Get<LaneMembership>().JoinAsync([], CancellationToken.None);

        var snapshot = await owner.Get<LaneTable>().ReadAsync(CancellationToken.None);
        await owner.Get<LaneRebalancer>().RunAsync(snapshot, CancellationToken.None);
        await other.Get<LaneRebalancer>().RunAsync(snapshot, CancellationToken.None);
        Assert.Equal(300, owner.Get<LaneCounters>().Report.MovedItems + other.Get<LaneCounters>().Report.MovedItems);
        await other.Get<LaneMembership>().KeepAsync(CancellationToken.None);
        Assert.Equal(300, other.Get<LaneMembership>().Granted);

        await other.Get<LaneWorker>().RunAsync(LaneRequest.Idle, owner.Durable.Client, CancellationToken.None);

        Assert.Equal(700, await owner.CountAsync());
        Assert.Equal(0, other.Get<LaneCounters>().Report.Stolen);
        Assert.False(other.Get<LaneMembership>().IsMember);
    }

    [Fact]
    public async Task Keys_of_one_lane_are_run_by_one_of_two_quiet_processes()
    {
        const int Items = 40;
        (string, string)[] settings = [("WorkItems:LaneLinger", "00:00:05")];
        await using var app = await WorkItemsApp.CreateAsync(azurite, settings: settings);
        await using var other = app.AddWorker(settings: settings);
        using var stop = new CancellationTokenSource();
        var serving = Task.WhenAll(app.ServeTicketsAsync(stop.Token), other.ServeTicketsAsync(stop.Token));
        var items = new List<WorkItem>();
        for (var i = 0; i < Items; i++)
        {
            var id = await app.SubmitAsync(Sleep(0, $"key-{i % 8}"));
            await Eventually.HoldsAsync(async () => (await app.FindAsync(id))!.IsFinished, "the item ended");
            items.Add((await app.FindAsync(id))!);
        }

        await stop.CancelAsync();
        await serving;

        Assert.All(items.GroupBy(item => item.Id.Partition), lane => Assert.Single(lane.Select(item => item.Worker).Distinct()));
    }

    [Fact]
    public async Task Lane_does_not_keep_more_urgent_items_of_shards_waiting()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var low = await app.SubmitAsync("""{"handler":"sleep","payload":{"milliseconds":0},"affinityKey":"a","priority":"low"}""");
        var high = await app.SubmitAsync("""{"handler":"sleep","payload":{"milliseconds":0},"priority":"high"}""");
        int[] lanes = [WorkItemId.NumberOf(low.Partition)];

        var first = await app.Get<LaneClaimer>().ClaimAsync(lanes, 100, CancellationToken.None);
        var second = await app.Get<LaneClaimer>().ClaimAsync(lanes, 100, CancellationToken.None);

        Assert.Equal([high, low], [first.Items.Single().Id, second.Items.Single().Id]);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task Owner_with_more_than_it_can_do_sends_a_ticket_for_whoever_is_free(string balancing, bool expected)
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite, settings: [("WorkItems:Workers", "1"), ("WorkItems:Balancing", balancing)]);
        var ids = Ids(await app.SubmitBatchAsync(Enumerable.Repeat(Sleep(300), 20)));
        await app.Storage.Tickets.ClearMessagesAsync();
        using var stop = new CancellationTokenSource();
        var run = app.RunTicketAsync(ids[0].Partition, stop.Token);

        // Rounds come each second: more than two while eight items run one after the other.
        await Eventually.HoldsAsync(async () => await app.CountAsync() <= 12, "eight items ended");
        var tickets = await app.Get<TicketQueue>().CountVisibleAsync(CancellationToken.None);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        Assert.Equal(expected, tickets > 0);
    }

    [Fact]
    public async Task Host_that_stops_gives_its_lanes_back_with_a_ticket_for_what_is_in_them()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var id = await app.SubmitAsync(Sleep(600_000));
        await app.Storage.Tickets.ClearMessagesAsync();
        using var stop = new CancellationTokenSource();
        var run = app.RunTicketAsync(id.Partition, stop.Token);
        await Eventually.HoldsAsync(() => app.Get<RunningItems>().TryGet(id, out _), "the item runs");

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        Assert.Equal(WorkItemState.Pending, (await app.FindAsync(id))!.State);
        Assert.Empty((await app.Get<LaneTable>().ReadAsync(CancellationToken.None)).Members);
        Assert.Contains((await app.Storage.Tickets.ReceiveMessagesAsync(32)).Value, message => TicketQueue.Read(message.Body.ToString()).Partition == id.Partition);
    }

    [Fact]
    public async Task Session_that_lasted_long_gives_its_lanes_up_with_tickets_for_what_is_left()
    {
        var time = new JumpingTime();
        await using var app = await WorkItemsApp.CreateAsync(azurite, services => services.AddSingleton<TimeProvider>(time), ("WorkItems:Workers", "1"));
        var ids = Ids(await app.SubmitBatchAsync(Enumerable.Repeat(Sleep(600_000), 10)));
        await app.Storage.Tickets.ClearMessagesAsync();
        using var stop = new CancellationTokenSource();
        var run = app.RunTicketAsync(ids[0].Partition, stop.Token);
        await Eventually.HoldsAsync(() => app.Get<RunningItems>().Count() > 0, "an item runs");

        time.Jump(TimeSpan.FromMinutes(1));
        await Eventually.HoldsAsync(
            async () => (await app.Get<LaneTable>().ReadAsync(CancellationToken.None)).Members.Count == 0, "the lanes are given up");

        await Eventually.HoldsAsync(
            async () => (await app.Storage.Tickets.PeekMessagesAsync(32)).Value.Any(message => TicketQueue.Read(message.Body.ToString()).Partition == ids[0].Partition),
            "there is a ticket");
        Assert.False(run.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.All(await Task.WhenAll(ids.Select(app.FindAsync)), item => Assert.Equal(WorkItemState.Pending, item!.State));
    }

    [Fact]
    public async Task Items_of_one_hot_key_are_shared_and_each_runs_once()
    {
        const int Items = 2000;
        var runs = new RunCounts();
        void Configure(IServiceCollection services) => services.AddSingleton(runs).AddWorkHandler<CountedHandler>("counted", backups: false);
        await using var app = await WorkItemsApp.CreateAsync(azurite, Configure, ShortLinger);
        await using var other = app.AddWorker(Configure, ShortLinger);
        var ids = Ids(await app.SubmitBatchAsync(Enumerable.Repeat("""{"handler":"counted","payload":{"milliseconds":5},"affinityKey":"hot"}""", Items)));
        await app.Storage.Tickets.SendMessageAsync(TicketQueue.ToMessage(ids[0].Partition));

        using var stop = new CancellationTokenSource();
        var serving = Task.WhenAll(app.ServeTicketsAsync(stop.Token), other.ServeTicketsAsync(stop.Token));
        await Eventually.HoldsAsync(async () => await app.CountAsync() == 0, "all items ended");
        await stop.CancelAsync();
        await serving;

        var items = await Task.WhenAll(ids.Select(app.FindAsync));
        Assert.All(items, item => Assert.Equal((WorkItemState.Completed, 1), (item!.State, item.Attempt)));
        Assert.Equal(Items, runs.Total);
        var shares = items.CountBy(item => item!.Worker!).Select(worker => worker.Value).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"shares {string.Join(", ", shares)}; {app.Get<LaneCounters>().Report}; {other.Get<LaneCounters>().Report}");
        Assert.Equal(2, shares.Count);
        Assert.Contains(new[] { app, other }, process => process.Get<LaneCounters>().Report is { Stolen: > 0 } or { MovedItems: > 0 });
        await AssertNothingIsLeftAsync(app);
    }

    private static readonly IComparer<WorkItemId> ById = Comparer<WorkItemId>.Create(static (a, b) => string.CompareOrdinal(a.RowKey, b.RowKey));

    private static string Sleep(int milliseconds, string key = "a") =>
        $$$"""{"handler":"sleep","payload":{"milliseconds":{{{milliseconds}}}},"affinityKey":"{{{key}}}"}""";

    private static List<WorkItemId> Ids(Functions.WorkItems.Submission.BatchResult result) =>
        [.. result.Ids.Select(static id => WorkItemId.TryParse(id, out var parsed) ? parsed : throw new ArgumentException(id))];

    private static (string, string) TwoLanes(WorkItemsApp app)
    {
        var keys = Enumerable.Range(0, 100).Select(static i => $"key-{i}").DistinctBy(key => app.Get<Functions.WorkItems.Submission.WorkItemFactory>().LaneOf(0, key)).Take(2).ToList();
        return (keys[0], keys[1]);
    }

    private static async Task AssertNothingIsLeftAsync(WorkItemsApp app)
    {
        var snapshot = await app.Get<LaneTable>().ReadAsync(CancellationToken.None);
        Assert.Empty(snapshot.Members);
        Assert.All(snapshot.Lanes.Values, lane => Assert.Null(lane.Owner));
        await app.RunTicketsAsync();
        Assert.Equal(0, (await app.Storage.Tickets.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    /// <summary>The system's clock, whose elapsed time a test lets pass.</summary>
    private sealed class JumpingTime : TimeProvider
    {
        private long _jumped;

        public void Jump(TimeSpan time) => Interlocked.Add(ref _jumped, (long)(time.TotalSeconds * TimestampFrequency));

        public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _jumped);
    }
}
