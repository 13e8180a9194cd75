using System.Net.Http.Json;
using System.Text.Json;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.Functions.WorkItems.Items;

namespace WorkDistribution.Functions.Tests.WorkItems.Lanes;

[Collection(WorkItemsTests.Name)]
public sealed class KilledOwnerTests(AzuriteFixture azurite) : IDisposable
{
    private const int Items = 200;

    private static readonly (string Name, string Value)[] Settings =
    [
        ("WorkItems__Lease", "00:00:02"),
        ("WorkItems__LaneLease", "00:00:02"),
        ("WorkItems__LaneLinger", "00:00:05"),

        // Once a year: nothing here may depend on it.
        ("WorkItems__DetectorSchedule", "0 0 0 1 1 *"),
    ];

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Lanes_of_a_killed_owner_are_taken_over_without_waiting_for_the_detector()
    {
        await using var storage = await WorkItemsApp.CreateAsync(azurite);
        await using var host = await FunctionAppProcess.StartWorkItemsWithoutWorkerAsync(_folder, azurite.ConnectionString, Settings);
        await using var owner = await FunctionAppProcess.StartWorkerAsync(_folder, azurite.ConnectionString, host.Client.BaseAddress!, Settings);
        using var response = await host.Client.PostBatchAsync(
            Enumerable.Range(0, Items).Select(i => $$$"""{"handler":"sleep","payload":{"milliseconds":100},"affinityKey":"key-{{{i % 3}}}"}"""));
        var ids = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ids").EnumerateArray()
            .Select(id => WorkItemId.TryParse(id.GetString(), out var parsed) ? parsed : throw new ArgumentException(id.GetString())).ToList();

        // The owner has taken all tickets, and dies with a part of the items done.
        await Eventually.HoldsAsync(async () => await storage.CountAsync() is > 0 and < Items, "some items are done");
        await owner.KillAsync();
        Assert.NotEqual(0, await storage.CountAsync());
        await using var next = await FunctionAppProcess.StartWorkerAsync(_folder, azurite.ConnectionString, host.Client.BaseAddress!, Settings);
        await Eventually.HoldsAsync(async () => await storage.CountAsync() == 0, "no item is left in the index");

        var items = await Task.WhenAll(ids.Select(storage.FindAsync));
        Assert.All(items, item => Assert.Equal(WorkItemState.Completed, item!.State));
        Assert.Equal(2, items.Select(item => item!.Worker).Distinct().Count());
        Assert.Equal(Items, await storage.Storage.Outcomes.QueryAsync<Azure.Data.Tables.TableEntity>().CountAsync());
    }

    public void Dispose() => _folder.Dispose();
}
