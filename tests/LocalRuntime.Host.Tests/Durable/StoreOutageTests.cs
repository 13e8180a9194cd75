using System.Net;
using System.Text.Json;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Engine.Storage.Sqlite;
using WorkDistribution.LocalRuntime.Host.Tests.Management;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Durable;

/// <summary>What HTTP callers see while the engine's store takes no writes. The limits are SQLite's own.</summary>
public sealed class StoreOutageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, "The disk that holds the state folder is full")]
    [InlineData(false, "The state folder cannot be written")]
    public async Task Requests_are_answered_with_503_during_an_outage_and_work_goes_on_after_it(bool isFull, string expected)
    {
        await using var host = await InProcessHost.StartAsync([typeof(OutageFunctions)]);
        var api = new ManagementApi(host.Http);
        var waiting = await api.StartAsync("Length", JsonSerializer.Serialize(new string('x', 20_000)));
        await api.UntilAsync(waiting, "Running");
        var store = (SqliteStore)host.Get<DurableEngine>().Services.Store;
        if (isFull)
        {
            store.LimitPages(1);
        }
        else
        {
            store.SetReadOnly(true);
        }

        // The database may have some room inside, so it takes a few to fill it; the one that does not fit waits for seconds.
        HttpResponseMessage pending;
        while ((pending = await StartAsync(host.Http)).IsSuccessStatusCode)
        {
            pending.Dispose();
        }

        await IsProblemAsync(pending, expected, isPending: true);
        await IsProblemAsync(await StartAsync(host.Http), expected, isPending: false);
        await IsProblemAsync(await api.PostAsync("/orchestrators/Length", "\"abc\""), expected, isPending: false);
        await IsProblemAsync(await api.PostAsync($"/instances/{waiting}/raiseEvent/go", "1"), expected, isPending: false);
        await IsProblemAsync(await api.PostAsync($"/instances/{waiting}/terminate"), expected, isPending: false);

        // What is stored can be read.
        Assert.Equal(HttpStatusCode.Accepted, (await api.GetAsync($"/instances/{waiting}?showInput=false")).StatusCode);
        store.LimitPages(null);
        store.SetReadOnly(false);

        await Eventually.HoldsAsync(async () => (await StartAsync(host.Http)).IsSuccessStatusCode, "requests are taken again");
        await api.PostAsync($"/instances/{waiting}/raiseEvent/go", "1");
        Assert.Equal(20_001, (await api.UntilAsync(waiting, "Completed")).GetProperty("output").GetInt32());
    }

    private static Task<HttpResponseMessage> StartAsync(HttpClient http) =>
        http.PostAsync(new Uri("/api/StartLength", UriKind.Relative), new StringContent(new string('x', 20_000)), Token);

    private static async Task IsProblemAsync(HttpResponseMessage response, string expected, bool isPending)
    {
        using (response)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter?.Delta);
            using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
            Assert.Contains(expected, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.Equal(isPending, problem.RootElement.GetProperty("isPending").GetBoolean());
        }
    }
}
