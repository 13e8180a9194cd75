using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.Tests.Support;

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
        Assert.Null(await app.Get<Functions.WorkItems.Storage.PendingIndex>().FindAsync(id, CancellationToken.None));
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
}
