using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.SampleApp;

[Collection(SampleAppFixture.Name)]
public sealed class DurableFunctionTests(SampleAppFixture app)
{
    [Fact]
    public async Task Chain_and_fan_out_run_to_completion_behind_the_check_status_response()
    {
        using var response = await app.Client.PostAsJsonAsync("/api/greetings", (string[])["Tokyo", "Seattle", "London"]);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var payload = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.StartsWith(app.Client.BaseAddress!.ToString(), payload.GetProperty("StatusQueryGetUri").GetString(), StringComparison.Ordinal);

        var status = await CompletedAsync(response.Headers.Location!);

        Assert.Equal("Completed", status.GetProperty("runtimeStatus").GetString());
        Assert.Equal(["Hello Tokyo!", "Hello Seattle!", "Hello London!"], status.GetProperty("output").Deserialize<string[]>()!);
    }

    [Fact]
    public async Task Input_parameter_names_by_attribute_events_retries_and_sub_orchestrations_work()
    {
        var id = $"order-{Guid.NewGuid():n}";
        using var response = await app.Client.PostAsJsonAsync($"/api/orders/{id}/place", new { id = "a1", quantity = 3 });
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await Eventually.HoldsAsync(
            async () => (await StatusAsync(response.Headers.Location!)).GetProperty("customStatus") is { ValueKind: JsonValueKind.Object } status
                && status.GetProperty("function").GetString() == "ProcessOrderFunction",
            "the order waits");

        var payload = await response.Content.ReadFromJsonAsync<JsonElement>();
        var approve = payload.GetProperty("sendEventPostUri").GetString()!.Replace("{eventName}", "approve", StringComparison.Ordinal);
        using var approved = await app.Client.PostAsJsonAsync(approve, "Ada");
        Assert.Equal(HttpStatusCode.Accepted, approved.StatusCode);
        var outcome = await CompletedAsync(response.Headers.Location!);

        Assert.Equal("""{"Id":"a1","Total":30,"Thanks":"Hello, Ada!"}""", outcome.GetProperty("output").GetRawText());
        Assert.Equal(2, (await JournalAsync()).Count(e => e == $"price {id}"));
    }

    [Fact]
    public async Task Signals_change_an_entity_that_clients_read()
    {
        var key = Guid.NewGuid().ToString("n");
        foreach (var amount in (int[])[1, 2, 3])
        {
            using var signalled = await app.Client.PostAsync(new Uri($"/api/counters/{key}/{amount}", UriKind.Relative), content: null);
            Assert.Equal(HttpStatusCode.Accepted, signalled.StatusCode);
        }

        await Eventually.HoldsAsync(
            async () =>
            {
                using var response = await app.Client.GetAsync(new Uri($"/api/counters/{key}", UriKind.Relative));
                return response.IsSuccessStatusCode && await response.Content.ReadAsStringAsync() == "6";
            },
            "the counter is 6");
    }

    [Fact]
    public async Task Orchestrator_locks_and_calls_entities_of_both_kinds()
    {
        using var response = await app.Client.PostAsync(new Uri("/api/transfer", UriKind.Relative), content: null);

        Assert.Equal("""["-5","Hello, counter!"]""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Orchestrator_calls_over_http()
    {
        using var response = await app.Client.PostAsync(new Uri("/api/httpcall", UriKind.Relative), content: null);

        Assert.Equal("200 plain", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Middleware_runs_around_orchestrators_activities_and_entities()
    {
        using var greetings = await app.Client.PostAsJsonAsync("/api/greetings", (string[])["Oslo"]);
        using var transfer = await app.Client.PostAsync(new Uri("/api/transfer", UriKind.Relative), content: null);

        await Eventually.HoldsAsync(
            async () =>
            {
                var journal = await JournalAsync();
                return ((string[])["after GreetCities", "after SayHello", "after AccountFunction", "after Transfer"]).All(journal.Contains);
            },
            "the middleware has come back from each kind");
    }

    private async Task<JsonElement> CompletedAsync(Uri statusQuery)
    {
        JsonElement status = default;
        await Eventually.HoldsAsync(
            async () =>
            {
                status = await StatusAsync(statusQuery);
                return status.GetProperty("runtimeStatus").GetString() is "Completed" or "Failed" or "Terminated";
            },
            "the orchestration ends");
        return status;
    }

    private Task<JsonElement> StatusAsync(Uri statusQuery) => app.Client.GetFromJsonAsync<JsonElement>(statusQuery);

    private async Task<string[]> JournalAsync() => (await app.Client.GetFromJsonAsync<string[]>("/api/journal"))!;
}
