using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace WorkDistribution.Functions.Tests.Sagas;

/// <summary>The HTTP calls of the tests.</summary>
internal static class OrderApi
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    public static async Task OpenAccountsAsync(this HttpClient client, object accounts, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsJsonAsync("api/orders/accounts", accounts, cancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>Starts an order that must be accepted and returns its id.</summary>
    public static async Task<string> StartOrderAsync(this HttpClient client, object order, string? key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/sagas/order") { Content = JsonContent.Create(order) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await client.SendAsync(request, cancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync(cancellationToken));
        var id = (await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("id").GetString()!;
        Assert.EndsWith($"/api/sagas/{id}", response.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
        return id;
    }

    /// <summary>Asks until the saga is in one of some states.</summary>
    public static async Task<JsonElement> WaitForSagaAsync(this HttpClient client, string id, CancellationToken cancellationToken, params string[] states)
    {
        using var timer = new PeriodicTimer(PollInterval);
        while (true)
        {
            using var response = await client.GetAsync($"api/sagas/{id}", cancellationToken);
            Assert.True(response.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.OK, await response.Content.ReadAsStringAsync(cancellationToken));
            var saga = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            if (states.Contains(saga.GetProperty("state").GetString()))
            {
                return saga;
            }

            Assert.True(response.StatusCode == HttpStatusCode.Accepted, saga.ToString());
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    public static async Task<JsonElement> CheckLedgerAsync(this HttpClient client, CancellationToken cancellationToken) =>
        await client.GetFromJsonAsync<JsonElement>("api/orders/ledger", cancellationToken);

    public static IEnumerable<string> StatesOf(JsonElement saga, string property = "state") =>
        saga.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty(property).GetString()!);
}
