using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.Sagas;

/// <summary>An operator's decisions through HTTP, on an app in which every attempt fails.</summary>
[Collection(AzuriteTests.Name)]
public sealed class ParkedSagaHttpTests(AzuriteFixture azurite) : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(2));

    [Fact]
    public async Task Parked_compensation_is_tried_again_and_skipped_as_the_operator_decides()
    {
        await using var app = await FunctionAppProcess.StartSagasAsync(
            _folder,
            azurite.ConnectionString,
            ("Orders__TablePrefix", $"Parked{Guid.NewGuid():N}"[..30]),
            ("Orders__Attempts", "1"),
            ("Orders__RetryDelay", "00:00:00.001"),
            ("Sagas__DrillFailureRate", "1"));

        // Half of the attempts fail behind their effect, which so must be possible.
        await app.Client.OpenAccountsAsync(new { stock = new { lamp = 10 }, balances = new { ada = 1000 }, capacity = new { north = 1 } }, _deadline.Token);
        var id = await app.Client.StartOrderAsync(
            new { sku = "lamp", quantity = 1, customer = "ada", amountCents = 100, zone = "north" }, null, _deadline.Token);
        var parked = await app.Client.WaitForSagaAsync(id, _deadline.Token, "parked");
        Assert.Equal(1, FirstStep(parked).GetProperty("parkings").GetInt32());

        Assert.Equal(HttpStatusCode.Accepted, await ResolveAsync(app, id, new { action = "retry", reason = "The warehouse answers again.", by = "grace" }));
        await Eventually.HoldsAsync(
            async () => FirstStep(await app.Client.GetFromJsonAsync<JsonElement>($"api/sagas/{id}", _deadline.Token)).GetProperty("parkings").GetInt32() == 2,
            "the compensation was tried again and parked again");
        await app.Client.WaitForSagaAsync(id, _deadline.Token, "parked");

        Assert.Equal(HttpStatusCode.Accepted, await ResolveAsync(app, id, new { action = "skip", reason = "Released by hand.", by = "grace" }));
        var ended = await app.Client.WaitForSagaAsync(id, _deadline.Token, "compensated");

        Assert.Equal("skipped", FirstStep(ended).GetProperty("compensation").GetString());
        Assert.Equal(["retry", "skip"], ended.GetProperty("decisions").EnumerateArray().Select(static decision => decision.GetProperty("action").GetString()));
        Assert.Equal(HttpStatusCode.Conflict, await ResolveAsync(app, id, new { action = "skip", reason = "Once more." }));
    }

    public void Dispose()
    {
        _deadline.Dispose();
        _folder.Dispose();
    }

    private static JsonElement FirstStep(JsonElement saga) => saga.GetProperty("steps")[0];

    private async Task<HttpStatusCode> ResolveAsync(FunctionAppProcess app, string id, object decision)
    {
        using var response = await app.Client.PostAsJsonAsync($"api/sagas/{id}/resolve", decision, _deadline.Token);
        return response.StatusCode;
    }
}
