using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.Tests.WorkItems.Workers;

[Collection(WorkItemsTests.Name)]
public sealed class BatchWorkerTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Item_runs_and_its_outcome_is_kept()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var id = await app.SubmitAsync("""{"handler":"sha256","payload":{"text":"abc","rounds":2}}""");

        Assert.Equal(WorkItemState.Pending, (await app.FindAsync(id))!.State);
        var item = (await app.RunUntilFinishedAsync(id)).Single();

        Assert.Equal(WorkItemState.Completed, item.State);
        Assert.Equal("""{"sha256":"4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358"}""", item.Result);
        var attempt = Assert.Single(item.History);
        Assert.Equal((1, "completed", item.Worker), (attempt.Attempt, attempt.Result, attempt.Worker));
        Assert.Null(await app.Get<PendingIndex>().FindAsync(id, CancellationToken.None));
    }

    [Fact]
    public async Task Failures_are_retried_until_one_attempt_succeeds()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite, settings: ("WorkItems:RetryDelay", "00:00:00.100"));
        var id = await app.SubmitAsync("""{"handler":"flaky","payload":{"failures":2},"maxRetries":2}""");

        var item = (await app.RunUntilFinishedAsync(id)).Single();

        Assert.Equal(WorkItemState.Completed, item.State);
        Assert.Equal(["failed", "failed", "completed"], item.History.Select(attempt => attempt.Result));
        Assert.Equal([1, 2, 3], item.History.Select(attempt => attempt.Attempt));
        Assert.Contains("Failure 2 of 2", item.History[1].Error, StringComparison.Ordinal);
        Assert.Null(item.LastError);
    }

    [Fact]
    public async Task Poison_item_ends_failed_with_its_reason_when_its_retries_are_used_up()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite, settings: ("WorkItems:RetryDelay", "00:00:00.100"));
        var id = await app.SubmitAsync("""{"handler":"flaky","payload":{"failures":100},"maxRetries":1}""");

        var item = (await app.RunUntilFinishedAsync(id)).Single();

        Assert.Equal((WorkItemState.Failed, 2, false), (item.State, item.Attempt, item.Cancelled));
        Assert.Contains("Failure 2 of 100", item.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeout_cancels_the_handler_and_counts_as_a_failure()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var id = await app.SubmitAsync("""{"handler":"sleep","payload":{"milliseconds":600000},"maxRetries":0,"timeoutSeconds":1}""");

        var item = (await app.RunUntilFinishedAsync(id)).Single();

        Assert.Equal(WorkItemState.Failed, item.State);
        Assert.Equal("timed out", Assert.Single(item.History).Result);
        Assert.Contains("1 s", item.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tickets_side_by_side_hold_what_one_would_and_each_is_passed_on()
    {
        const int Tickets = 6;
        var settings = ("WorkItems:Workers", "4");
        await using var app = await WorkItemsApp.CreateAsync(azurite, settings: settings);
        await using var other = app.AddWorker(settings: settings);
        await app.SubmitBatchAsync(Enumerable.Repeat(Sleep(600_000), 40));
        await app.Storage.Tickets.ClearMessagesAsync();
        using var stop = new CancellationTokenSource();
        var tickets = Enumerable.Range(0, Tickets).Select(_ => app.RunTicketAsync(cancellationToken: stop.Token)).ToList();

        await Eventually.HoldsAsync(async () => await app.Get<TicketQueue>().CountVisibleAsync(CancellationToken.None) == Tickets, "each ticket was passed on");
        Assert.Equal(4, app.Get<RunningItems>().Count());
        tickets.Add(other.RunTicketAsync(cancellationToken: stop.Token));
        await Eventually.HoldsAsync(() => other.Get<RunningItems>().Count() == 4, "the other process has what it can run");
        Assert.Equal(4, app.Get<RunningItems>().Count());

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(tickets));
        Assert.Equal(40, await app.CountAsync());
    }

    [Fact]
    public async Task Tickets_that_waited_for_room_claim_when_there_is_some_and_none_is_missing_in_the_end()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite, settings: ("WorkItems:Workers", "2"));
        await app.SubmitBatchAsync(Enumerable.Repeat(Sleep(100), 30));
        await app.Storage.Tickets.ClearMessagesAsync();

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => app.RunTicketAsync()));
        while (await app.RunTicketsAsync() > 0)
        {
            // Whatever those sent.
        }

        Assert.Equal(0, await app.CountAsync());
    }

    [Fact]
    public async Task Ticket_ends_at_once_when_the_process_is_full_and_nothing_waits()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite, settings: ("WorkItems:Workers", "1"));
        var id = await app.SubmitAsync(Sleep(600_000));
        using var stop = new CancellationTokenSource();
        var run = app.RunTicketAsync(cancellationToken: stop.Token);
        await Eventually.HoldsAsync(() => app.Get<RunningItems>().TryGet(id, out _), "the item runs");
        await app.Storage.Tickets.ClearMessagesAsync();

        await app.RunTicketAsync(id.Partition, stop.Token);

        Assert.Equal(0, await app.Get<TicketQueue>().CountVisibleAsync(CancellationToken.None));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    private static string Sleep(int milliseconds) => $$$"""{"handler":"sleep","payload":{"milliseconds":{{{milliseconds}}}}}""";
}
