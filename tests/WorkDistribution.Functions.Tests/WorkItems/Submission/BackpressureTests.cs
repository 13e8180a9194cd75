using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Submission;

namespace WorkDistribution.Functions.Tests.WorkItems.Submission;

[Collection(WorkItemsTests.Name)]
public sealed class BackpressureTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData(10_000, 10_000, 100, 10)]
    [InlineData(10_050, 10_000, 100, 11)]
    [InlineData(10_000, 10_000, 1_000_000, 1)]
    [InlineData(10_000, 10_000, 1, 120)]
    [InlineData(10_000, 10_000, 0, 120)]
    public void Retry_after_is_the_time_to_come_down_to_nine_tenths(long depth, int limit, double perSecond, int seconds) =>
        Assert.Equal(seconds, Backpressure.Estimate(depth, limit, perSecond));

    [Fact]
    public async Task Depth_follows_what_is_submitted_and_finished()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite, settings: ("WorkItems:MaxDepth", "2"));
        var backpressure = app.Get<Backpressure>();
        Assert.Equal(2, backpressure.Room);

        var id = await app.SubmitAsync("""{"handler":"sleep","payload":{"milliseconds":0}}""");
        await app.SubmitAsync("""{"handler":"sleep","payload":{"milliseconds":0},"notBefore":"2090-01-01T00:00:00Z"}""");
        Assert.Equal(0, backpressure.Room);
        Assert.Equal(5, backpressure.RetryAfterSeconds);
        await app.RunUntilFinishedAsync(id);

        Assert.Equal(1, backpressure.Room);
        Assert.Equal(120, backpressure.RetryAfterSeconds);
    }

    [Fact]
    public async Task Depth_reported_by_others_counts()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite, settings: ("WorkItems:MaxDepth", "10"));
        await using var other = WorkItemsApp.Join(azurite, settings: ("WorkItems:MaxDepth", "10"));
        for (var i = 0; i < 3; i++)
        {
            await other.SubmitAsync("""{"handler":"sleep","payload":{"milliseconds":0}}""");
        }

        await other.Get<PriorityBoard>().ReportAsync(app.Durable.Client, CancellationToken.None);
        await app.Durable.WhenIdleAsync();
        await app.Get<PriorityBoard>().RefreshAsync(app.Durable.Client, CancellationToken.None);

        Assert.Equal(7, app.Get<Backpressure>().Room);
    }
}
