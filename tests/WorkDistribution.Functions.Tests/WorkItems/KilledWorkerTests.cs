using System.Net.Http.Json;
using System.Text.Json;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.Tests.WorkItems;

[Collection(WorkItemsTests.Name)]
public sealed class KilledWorkerTests(AzuriteFixture azurite) : IDisposable
{
    private const int Items = 400;

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Processes_killed_while_they_work_lose_no_item_and_record_each_once()
    {
        await using var storage = await WorkItemsApp.CreateAsync(azurite);
        string[] priorities = ["high", "normal", "low"];
        List<WorkItemId> ids;
        await using (var first = await StartAsync())
        {
            using var response = await first.Client.PostBatchAsync(Enumerable.Range(0, Items).Select(i => i % 20 == 0
                ? $$$"""{"handler":"flaky","payload":{"failures":1},"priority":"{{{priorities[i % 3]}}}"}"""
                : $$$"""{"handler":"sleep","payload":{"milliseconds":{{{i % 40 * 5}}}},"priority":"{{{priorities[i % 3]}}}"}"""));
            ids = [.. (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ids").EnumerateArray().Select(id => Parse(id.GetString()))];
            await KillAmidAsync(first);
        }

        await using (var second = await StartAsync())
        {
            await KillAmidAsync(second);
        }

        await using var third = await StartAsync();
        await Eventually.HoldsAsync(async () => await storage.CountAsync() == 0, "no item is left in the index");

        var items = await Task.WhenAll(ids.Select(storage.FindAsync));
        Assert.All(items, item => Assert.Equal(WorkItemState.Completed, item!.State));
        Assert.Equal(Items, await DoneAsync());
        Assert.Contains(items, item => item!.Losses > 0);

        async Task<int> DoneAsync() => await storage.Storage.Outcomes.QueryAsync<Azure.Data.Tables.TableEntity>().CountAsync();

        // The process dies with a part done, a part under way and a part waiting.
        async Task KillAmidAsync(FunctionAppProcess app)
        {
            var before = await DoneAsync();
            await Eventually.HoldsAsync(async () => await DoneAsync() > before, "some items are done");
            await app.KillAsync();
            Assert.NotEqual(0, await storage.CountAsync());
        }
    }

    public void Dispose() => _folder.Dispose();

    private Task<FunctionAppProcess> StartAsync() => FunctionAppProcess.StartWorkItemsAsync(
        _folder,
        azurite.ConnectionString,
        ("WorkItems__Lease", "00:00:02"),
        ("WorkItems__DetectorSchedule", "* * * * * *"),
        ("WorkItems__RetryDelay", "00:00:00.100"));

    private static WorkItemId Parse(string? id) => WorkItemId.TryParse(id, out var parsed) ? parsed : throw new ArgumentException(id);
}
