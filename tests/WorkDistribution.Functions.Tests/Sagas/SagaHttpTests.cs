using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.Sagas;

/// <summary>Orders through HTTP on one running app, over real tables.</summary>
[Collection(AzuriteTests.Name)]
public sealed class SagaHttpTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(3));
    private FunctionAppProcess? _app;

    private HttpClient Client => _app!.Client;

    private CancellationToken Token => _deadline.Token;

    public async ValueTask InitializeAsync()
    {
        _app = await FunctionAppProcess.StartSagasAsync(
            _folder,
            azurite.ConnectionString,
            ("Orders__TablePrefix", $"Http{Guid.NewGuid():N}"[..30]),
            ("Orders__RetryDelay", "00:00:00.010"));
        await Client.OpenAccountsAsync(
            new
            {
                stock = new { lamp = 10 },
                balances = new { ada = 500_000 },
                capacity = new { north = 2, south = 0 },
            },
            Token);
    }

    // One app serves all of it: starting one takes longer than the tests.
    [Fact]
    public async Task Orders_through_http()
    {
        await Order_is_applied_as_a_whole();
        await Order_that_cannot_be_shipped_is_undone_in_reverse();
        await Order_above_the_limit_waits_for_approval();
        await Bad_requests_name_their_fields();
        await Unknown_sagas_are_404_and_decisions_nobody_waits_for_409();
        await Repeated_request_with_an_idempotency_key_starts_one_saga();

        var ledger = await Client.CheckLedgerAsync(Token);
        Assert.True(ledger.GetProperty("balanced").GetBoolean(), ledger.ToString());
        Assert.Equal(2, ledger.GetProperty("confirmed").GetInt32());
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _deadline.Dispose();
        _folder.Dispose();
    }

    private static object Order(int quantity = 1, int amountCents = 5_000, string zone = "north") =>
        new { sku = "lamp", quantity, customer = "ada", amountCents, zone };

    private async Task Order_is_applied_as_a_whole()
    {
        var id = await Client.StartOrderAsync(Order(quantity: 2), null, Token);
        var saga = await Client.WaitForSagaAsync(id, Token, "completed");

        Assert.Equal(["done", "notNeeded", "done", "done", "done"], OrderApi.StatesOf(saga));
        Assert.Equal("order", saga.GetProperty("saga").GetString());
        var accounts = (await Client.CheckLedgerAsync(Token)).GetProperty("accounts").EnumerateArray().ToDictionary(account => account.GetProperty("account").GetString()!, account => account.GetProperty("available").GetInt64());
        Assert.Equal(8, accounts["stock:lamp"]);
        Assert.Equal(495_000, accounts["payments:ada"]);
        Assert.Equal(1, accounts["shipments:north"]);
    }

    private async Task Order_that_cannot_be_shipped_is_undone_in_reverse()
    {
        var id = await Client.StartOrderAsync(Order(zone: "south"), null, Token);
        var saga = await Client.WaitForSagaAsync(id, Token, "compensated");

        Assert.Equal(["done", "notNeeded", "done", "refused", "pending"], OrderApi.StatesOf(saga));
        Assert.Equal(["done", "none", "done", "none", "none"], OrderApi.StatesOf(saga, "compensation"));
        Assert.Contains("shipments:south has 0 available", saga.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    private async Task Order_above_the_limit_waits_for_approval()
    {
        var approved = await Client.StartOrderAsync(Order(amountCents: 150_000), null, Token);
        var rejected = await Client.StartOrderAsync(Order(amountCents: 150_000), null, Token);
        await Client.WaitForSagaAsync(approved, Token, "waitingForApproval");
        await Client.WaitForSagaAsync(rejected, Token, "waitingForApproval");

        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync($"api/sagas/{approved}/approve", """{"by":"grace","reason":"Known customer."}""")).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync($"api/sagas/{rejected}/reject", "")).Status);

        var first = await Client.WaitForSagaAsync(approved, Token, "completed");
        Assert.Equal("grace", first.GetProperty("decisions")[0].GetProperty("by").GetString());
        Assert.Equal(["done", "none", "none", "none", "none"], OrderApi.StatesOf(await Client.WaitForSagaAsync(rejected, Token, "compensated"), "compensation"));
    }

    private async Task Bad_requests_name_their_fields()
    {
        var (status, problem) = await PostAsync("api/sagas/order", """{"sku":"a/b","quantity":0,"customer":7,"color":"red","zone":""}""");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["amountCents", "color", "customer", "quantity", "sku", "zone"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("api/sagas/order", "[]")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("api/sagas/order", new string(' ', 10_000))).Status);
        Assert.Equal(
            ["balances.x/y", "capacity", "stock.lamp"],
            (await PostAsync("api/orders/accounts", """{"stock":{"lamp":-1},"balances":{"x/y":1},"capacity":3}""")).Body.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    private async Task Unknown_sagas_are_404_and_decisions_nobody_waits_for_409()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("api/sagas/no-such-saga", "{}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Client.GetAsync("api/sagas/nobody", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("api/sagas/nobody/resolve", """{"action":"retry","reason":"x"}""")).Status);
        var id = await Client.StartOrderAsync(Order(zone: "south"), null, Token);
        await Client.WaitForSagaAsync(id, Token, "compensated");

        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync($"api/sagas/{id}/resolve", """{"action":"retry","reason":"x"}""")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync($"api/sagas/{id}/approve", "")).Status);
        var (status, problem) = await PostAsync($"api/sagas/{id}/resolve", """{"action":"undo"}""");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["action", "reason"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        var list = await Client.GetFromJsonAsync<JsonElement>("api/sagas", Token);
        Assert.Equal("order", list.GetProperty("sagas")[0].GetProperty("name").GetString());
    }

    private async Task Repeated_request_with_an_idempotency_key_starts_one_saga()
    {
        var order = Order(zone: "south");
        var first = await Client.StartOrderAsync(order, "key/1", Token);

        Assert.Equal(first, await Client.StartOrderAsync(order, "key/1", Token));
        var second = await Client.StartOrderAsync(order, "key/2", Token);
        Assert.NotEqual(first, second);
        using var other = new HttpRequestMessage(HttpMethod.Post, "api/sagas/order") { Content = JsonContent.Create(Order()) };
        other.Headers.Add("Idempotency-Key", "key/1");
        Assert.Equal(HttpStatusCode.Conflict, (await Client.SendAsync(other, Token)).StatusCode);
        await Client.WaitForSagaAsync(first, Token, "compensated");
        await Client.WaitForSagaAsync(second, Token, "compensated");
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string body)
    {
        using var response = await Client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), Token);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Token));
    }
}
