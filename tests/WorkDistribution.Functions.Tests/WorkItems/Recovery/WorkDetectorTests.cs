using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Lanes;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Recovery;
using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Submission;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.Tests.WorkItems.Recovery;

[Collection(WorkItemsTests.Name)]
public sealed class WorkDetectorTests(AzuriteFixture azurite)
{
    private const string Trivial = """{"handler":"sha256","payload":{"text":"abc"}}""";

    [Fact]
    public async Task Items_of_a_lost_worker_wait_again_and_get_a_ticket()
    {
        await using var app = await CreateAheadAsync(TimeSpan.FromSeconds(31));
        await using var lost = WorkItemsApp.Join(azurite);
        var result = await lost.SubmitBatchAsync(Enumerable.Repeat(Trivial, 130));
        while (!(await lost.Get<WorkClaimer>().ClaimAsync(null, new ClaimLimit(100), CancellationToken.None)).IsEmpty)
        {
            await app.Storage.Tickets.ClearMessagesAsync();
        }

        var report = await DetectAsync(app);
        var items = await app.RunUntilFinishedAsync([.. result.Ids.Select(Parse)]);

        Assert.Equal((130, 130, 0), (report.Expired, report.Requeued, report.Failed));
        Assert.All(items, item => Assert.Equal((WorkItemState.Completed, 2, 1), (item.State, item.Attempt, item.Losses)));
    }

    [Fact]
    public async Task Item_recorded_by_a_worker_that_was_then_lost_is_not_run_again()
    {
        await using var app = await CreateAheadAsync(TimeSpan.FromSeconds(31));
        await using var lost = WorkItemsApp.Join(azurite);
        var id = await lost.SubmitAsync(Trivial);
        var claimed = (await lost.Get<WorkClaimer>().ClaimAsync(null, new ClaimLimit(100), CancellationToken.None)).Items.Single();
        await lost.Get<OutcomeStore>().RecordAsync([lost.Get<Transitions>().Complete(claimed, "1")], CancellationToken.None);

        await DetectAsync(app);
        await app.RunTicketsAsync();

        Assert.Equal((WorkItemState.Completed, 1), ((await app.FindAsync(id))!.State, (await app.FindAsync(id))!.Attempt));
        Assert.Equal(0, await app.CountAsync());
    }

    [Fact]
    public async Task Lost_tickets_are_sent_again_and_present_ones_are_not()
    {
        await using var app = await CreateAheadAsync(TimeSpan.FromSeconds(10));
        await using var submitter = WorkItemsApp.Join(azurite);
        var result = await submitter.SubmitBatchAsync(Enumerable.Repeat(Trivial, 250));

        // One that stands for all three packs.
        await app.Storage.Tickets.SendMessageAsync(result.Ticket);
        Assert.Equal(0, (await DetectAsync(app)).Tickets);
        await app.Storage.Tickets.ClearMessagesAsync();
        Assert.Equal(3, (await DetectAsync(app)).Tickets);
        Assert.Equal(0, (await DetectAsync(app)).Tickets);

        await app.RunUntilFinishedAsync([.. result.Ids.Select(Parse)]);
    }

    [Fact]
    public async Task Lane_with_work_gets_a_ticket_unless_it_has_an_owner()
    {
        await using var app = await CreateAheadAsync(TimeSpan.FromSeconds(10));
        await using var submitter = WorkItemsApp.Join(azurite);
        var owned = await submitter.SubmitAsync("""{"handler":"sha256","payload":{"text":"abc"},"affinityKey":"a"}""");
        var lanes = Enumerable.Range(0, 100).Select(i => $"{i}").Where(key => app.Get<WorkItemFactory>().LaneOf(1, key) != owned.Partition);
        var free = await submitter.SubmitAsync($$$"""{"handler":"sha256","payload":{"text":"abc"},"affinityKey":"{{{lanes.First()}}}"}""");
        await app.Get<LaneMembership>().JoinAsync([WorkItemId.NumberOf(owned.Partition)], CancellationToken.None);
        await app.Storage.Tickets.ClearMessagesAsync();

        Assert.Equal(1, (await DetectAsync(app)).Tickets);
        Assert.Equal(free.Partition, TicketQueue.Read((await app.Storage.Tickets.ReceiveMessageAsync()).Value.Body.ToString()).Partition);
    }

    [Fact]
    public async Task Fresh_and_future_items_need_no_ticket_yet()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        await app.SubmitAsync(Trivial);
        await app.SubmitAsync("""{"handler":"sleep","payload":{"milliseconds":0},"notBefore":"2090-01-01T00:00:00Z"}""");
        await app.Storage.Tickets.ClearMessagesAsync();

        var report = await DetectAsync(app);

        Assert.Equal(0, report.Tickets);
        Assert.Equal((2, 1), (report.Levels[1].Depth, report.Levels[1].Claimable));
        Assert.NotNull(report.Levels[1].OldestDue);
    }

    [Fact]
    public async Task Exact_counts_replace_reported_ones()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        await app.SubmitAsync(Trivial);
        app.Get<PriorityBoard>().Add(0, new LevelReport { Submitted = 77 });

        await app.Create<DetectorFunction>().RunAsync(new Microsoft.Azure.Functions.Worker.TimerInfo(), app.Durable.Client, CancellationToken.None);
        await app.Durable.WhenIdleAsync();

        var counters = (await app.Durable.Client.Entities.GetEntityAsync<PriorityState>(PriorityCountersEntity.Id))!.State;
        Assert.Equal((0, 1), (counters.Of(0).Depth, counters.Of(1).Depth));
        Assert.NotNull(counters.Detection);
    }

    [Fact]
    public async Task Run_that_finds_the_same_again_writes_nothing()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var first = await DetectionAsync();
        var second = await DetectionAsync();
        app.Get<PriorityBoard>().Add(0, new LevelReport { Submitted = 77 });
        var third = await DetectionAsync();

        Assert.Equal(first.Detection!.At, second.Detection!.At);
        Assert.NotEqual(second.Detection!.At, third.Detection!.At);
        Assert.Equal(0, third.Of(0).Depth);

        async Task<PriorityState> DetectionAsync()
        {
            await app.Get<PriorityBoard>().ReportAsync(app.Durable.Client, CancellationToken.None);
            await app.Durable.WhenIdleAsync();
            await app.Create<DetectorFunction>().RunAsync(new Microsoft.Azure.Functions.Worker.TimerInfo(), app.Durable.Client, CancellationToken.None);
            await app.Durable.WhenIdleAsync();
            return (await app.Durable.Client.Entities.GetEntityAsync<PriorityState>(PriorityCountersEntity.Id))!.State;
        }
    }

    private static Task<DetectorReport> DetectAsync(WorkItemsApp app) => app.Get<WorkDetector>().RunAsync(CancellationToken.None);

    private static WorkItemId Parse(string? id) => WorkItemId.TryParse(id, out var parsed) ? parsed : throw new ArgumentException(id);

    private Task<WorkItemsApp> CreateAheadAsync(TimeSpan ahead) =>
        WorkItemsApp.CreateAsync(azurite, services => services.AddSingleton<TimeProvider>(new ShiftedTime(ahead)));
}
