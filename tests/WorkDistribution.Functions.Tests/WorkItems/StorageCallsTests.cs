using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.WorkItems;

/// <summary>What a bulk costs from its submission to its last outcome, the host's own queue calls included.</summary>
[Collection(WorkItemsTests.Name)]
public sealed class StorageCallsTests(AzuriteFixture azurite) : IDisposable
{
    private const int Items = 10_000;
    private const double MaxCallsPerItem = 0.2;

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Trivial_items_in_bulk_cost_a_fraction_of_a_call_each()
    {
        await using (await WorkItemsApp.CreateAsync(azurite))
        {
            // For its empty storage.
        }

        await using var proxy = await CountingProxy.StartAsync(azurite.ConnectionString);
        await using var app = await FunctionAppProcess.StartWorkItemsAsync(_folder, proxy.ConnectionString);
        var before = proxy.Calls;

        using var response = await app.Client.PostBatchAsync(
            Enumerable.Range(0, Items).Select(i => string.Create(CultureInfo.InvariantCulture, $$$"""{"handler":"sha256","payload":{"text":"{{{i}}}"}}""")));
        Assert.Equal(Items, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accepted").GetInt32());
        await Eventually.HoldsAsync(
            async () => (await app.Client.ReadAsync("api/work/priorities")).GetProperty("levels").EnumerateArray().Sum(level => level.GetProperty("finished").GetInt64()) == Items,
            "all items finished");

        var calls = (double)(proxy.Calls - before) / Items;
        Assert.InRange(calls, 0.01, MaxCallsPerItem);
        TestContext.Current.TestOutputHelper?.WriteLine($"{calls:0.0000} storage calls an item");
    }

    public void Dispose() => _folder.Dispose();
}
