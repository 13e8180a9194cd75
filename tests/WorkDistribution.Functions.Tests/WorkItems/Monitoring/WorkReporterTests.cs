using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Priorities;

namespace WorkDistribution.Functions.Tests.WorkItems.Monitoring;

[Collection(WorkItemsTests.Name)]
public sealed class WorkReporterTests(AzuriteFixture azurite)
{
    /// <summary>Else workers elsewhere would learn of the last submissions of a burst only when the next one comes.</summary>
    [Fact]
    public async Task What_is_reported_right_after_a_report_is_signalled_without_another_caller()
    {
        await using var app = await WorkItemsApp.CreateAsync(azurite);
        var board = app.Get<PriorityBoard>();
        for (var i = 0; i < 10; i++)
        {
            board.Add(2, new LevelReport { Submitted = 1 });
            await app.Get<WorkReporter>().ReportLaterAsync(app.Durable.Client, CancellationToken.None);
        }

        await Eventually.HoldsAsync(
            async () => (await app.Durable.Client.Entities.GetEntityAsync<PriorityState>(PriorityCountersEntity.Id))?.State.Of(2).Depth == 10,
            "all submissions are counted");
    }
}
