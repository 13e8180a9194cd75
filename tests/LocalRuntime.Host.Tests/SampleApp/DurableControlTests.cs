using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WorkDistribution.LocalRuntime.Host.Tests.Management;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.SampleApp;

/// <summary>Termination and resumption over HTTP, of what runs in another process.</summary>
[Collection(SampleAppFixture.Name)]
public sealed class DurableControlTests(SampleAppFixture shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Termination_cancels_the_activity_in_flight_and_releases_the_locks()
    {
        var api = new ManagementApi(shared.Client);
        var key = Guid.NewGuid().ToString("n");
        var id = await api.StartAsync("HoldCounter", JsonSerializer.Serialize(key));
        await JournalHoldsAsync(shared.App, $"endless started {key}");
        using var signalled = await shared.Client.PostAsync(new Uri($"/api/counters/{key}/7", UriKind.Relative), content: null, Token);
        Assert.Equal(HttpStatusCode.Accepted, signalled.StatusCode);

        // Locked: the signal waits.
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync($"/entities/Counter/{key}")).StatusCode);
        await api.PostAsync($"/instances/{id}/terminate?reason=enough");

        await JournalHoldsAsync(shared.App, $"endless cancelled {key}");
        await Eventually.HoldsAsync(
            async () => await (await api.GetAsync($"/entities/Counter/{key}")).Content.ReadAsStringAsync(Token) == "7",
            "the lock is released, so the signal is handled");
        Assert.Equal("enough", (await api.UntilAsync(id, "Terminated")).GetProperty("output").GetString());
    }

    [Fact]
    public async Task Parked_instance_shows_its_reason_and_goes_on_when_it_is_mended_and_resumed()
    {
        var state = Directory.CreateTempSubdirectory("parked-");
        try
        {
            string[] functions = ["--functions", "Fragile", "Thank", "Note"];
            string id;
            await using (var first = AppProcess.Launch(state.FullName, environment: null, functions))
            {
                await first.ListeningAsync();
                await MendAsync(first);
                var api = new ManagementApi(first.Client);
                id = await api.StartAsync("Fragile");
                await api.UntilAsync(id, "Running");
                first.Signal("TERM");
                await first.ExitAsync();
            }

            await using var second = AppProcess.Launch(state.FullName, environment: null, functions);
            await second.ListeningAsync();
            var control = new ManagementApi(second.Client);
            await control.PostAsync($"/instances/{id}/raiseEvent/go", "\"now\"");
            await ParkedAsync(control, id, "took no action");

            // Without a repair a resumption changes nothing, and the rest of the app goes on.
            Assert.Equal(HttpStatusCode.Accepted, (await control.PostAsync($"/instances/{id}/resume")).StatusCode);
            await ParkedAsync(control, id, "took no action");
            await control.UntilAsync(await control.StartAsync("Thank", "\"Ada\""), "Completed");

            await MendAsync(second);
            Assert.Equal(HttpStatusCode.Accepted, (await control.PostAsync($"/instances/{id}/resume?reason=mended")).StatusCode);

            var done = await control.UntilAsync(id, "Completed");
            Assert.Equal("now", done.GetProperty("output").GetString());
            Assert.False(done.TryGetProperty("parkedReason", out _));
        }
        finally
        {
            state.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Instance_whose_function_is_gone_after_a_redeploy_is_parked_and_goes_on_when_it_is_back()
    {
        var state = Directory.CreateTempSubdirectory("redeploy-");
        try
        {
            string id;
            await using (var with = AppProcess.Launch(state.FullName, environment: null, "--functions", "ProcessOrderFunction", "PriceActivity", "Thank"))
            {
                await with.ListeningAsync();
                var api = new ManagementApi(with.Client);
                id = await api.StartAsync("ProcessOrder", """{"id":"a1","quantity":2}""");
                await api.UntilAsync(id, "Running");
                with.Signal("TERM");
                await with.ExitAsync();
            }

            await using (var without = AppProcess.Launch(state.FullName, environment: null, "--functions", "PriceActivity", "Thank"))
            {
                await without.ListeningAsync();
                var api = new ManagementApi(without.Client);
                await api.PostAsync($"/instances/{id}/raiseEvent/approve", "\"Ada\"");
                await ParkedAsync(api, id, "'ProcessOrder' doesn't exist");
                await api.PostAsync($"/instances/{id}/resume");
                await ParkedAsync(api, id, "'ProcessOrder' doesn't exist");
            }

            await using var again = AppProcess.Launch(state.FullName, environment: null, "--functions", "ProcessOrderFunction", "PriceActivity", "Thank");
            await again.ListeningAsync();

            // The event that came meanwhile is not lost.
            var done = await new ManagementApi(again.Client).UntilAsync(id, "Completed");
            Assert.Equal("""{"Id":"a1","Total":20,"Thanks":"Hello, Ada!"}""", done.GetProperty("output").GetRawText());
        }
        finally
        {
            state.Delete(recursive: true);
        }
    }

    private static async Task MendAsync(AppProcess app)
    {
        using var mended = await app.Client.PostAsync(new Uri("/api/journal/mended", UriKind.Relative), content: null, Token);
        Assert.Equal(HttpStatusCode.NoContent, mended.StatusCode);
    }

    private static async Task ParkedAsync(ManagementApi api, string id, string expected) => await Eventually.HoldsAsync(
        async () =>
        {
            using var document = JsonDocument.Parse(await (await api.GetAsync($"/instances/{id}")).Content.ReadAsStringAsync(Token));
            return document.RootElement.GetProperty("runtimeStatus").GetString() is "Pending" or "Running"
                && document.RootElement.TryGetProperty("parkedReason", out var reason)
                && reason.GetString()!.Contains(expected, StringComparison.Ordinal);
        },
        $"instance {id} is parked: {expected}");

    private static async Task JournalHoldsAsync(AppProcess app, string entry) => await Eventually.HoldsAsync(
        async () => (await app.Client.GetFromJsonAsync<string[]>("/api/journal", Token))!.Contains(entry), $"the journal holds {entry}");
}
