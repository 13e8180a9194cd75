using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.SampleApp;

/// <summary>Two processes: the sample app with its engine, and another that has none and uses that one (<c>--durable</c>).</summary>
[Collection(SampleAppFixture.Name)]
public sealed class DurableElsewhereTests(SampleAppFixture main)
{
    private static readonly string[] ClientFunctions = ["StartGreetings", "StartTransfer", "SignalCounter", "ReadCounter", "PlaceOrder"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Functions_start_await_and_signal_what_the_other_host_runs()
    {
        await using var app = Launch(main.Client.BaseAddress!, ClientFunctions);
        await app.ListeningAsync();

        using var transfer = await app.Client.PostAsync(new Uri("/api/transfer", UriKind.Relative), content: null, Token);
        Assert.Equal("""["-5","Hello, counter!"]""", await transfer.Content.ReadAsStringAsync(Token));

        using var signalled = await app.Client.PostAsync(new Uri("/api/counters/elsewhere/7", UriKind.Relative), content: null, Token);
        Assert.Equal(HttpStatusCode.Accepted, signalled.StatusCode);
        await Eventually.HoldsAsync(async () => await ReadAsync(main) == "7" && await ReadAsync(app) == "7", "both hosts read the counter");
    }

    [Fact]
    public async Task Check_status_response_leads_to_the_host_that_has_the_engine()
    {
        await using var app = Launch(main.Client.BaseAddress!, ClientFunctions);
        await app.ListeningAsync();

        using var greetings = await app.Client.PostAsJsonAsync("/api/greetings", (string[])["Oslo"], Token);
        using var order = await app.Client.PostAsJsonAsync($"/api/orders/{Guid.NewGuid():n}/place", new { id = "a1", quantity = 1 }, Token);

        // Made of the request's address, and of the client's own.
        Assert.StartsWith(app.Client.BaseAddress!.ToString(), greetings.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.StartsWith(main.Client.BaseAddress!.ToString(), order.Headers.Location!.ToString(), StringComparison.Ordinal);
        await Eventually.HoldsAsync(
            async () => (await app.Client.GetFromJsonAsync<JsonElement>(greetings.Headers.Location, Token)).GetProperty("runtimeStatus").GetString() == "Completed",
            "the greetings are done");
        using var status = await app.Client.GetAsync(greetings.Headers.Location, Token);
        Assert.Equal(new Uri(main.Client.BaseAddress!, greetings.Headers.Location.PathAndQuery), status.RequestMessage!.RequestUri);
    }

    [Fact]
    public async Task Functions_that_need_an_engine_are_a_start_error()
    {
        await using var app = Launch(main.Client.BaseAddress!, "StartGreetings", "GreetCities", "SayHello", "Counter");

        Assert.Equal(1, await app.ExitAsync());

        Assert.All(["GreetCities", "SayHello", "Counter"], name => Assert.Contains($"Function '{name}'", app.Output, StringComparison.Ordinal));
        Assert.Contains("needs the durable engine, which with --durable is that of", app.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_of_the_other_host_is_waited_for_and_its_absence_answers_503()
    {
        var state = Directory.CreateTempSubdirectory("durable-elsewhere-");
        try
        {
            var engine = AppProcess.Launch(state.FullName, environment: null, "--functions", "Transfer", "AccountFunction", "Counter", "ReadCounter");
            await engine.ListeningAsync();
            var address = engine.Client.BaseAddress!;
            await using var app = Launch(address, ClientFunctions);
            await app.ListeningAsync();
            using var before = await app.Client.PostAsync(new Uri("/api/counters/restart/1", UriKind.Relative), content: null, Token);
            Assert.Equal(HttpStatusCode.Accepted, before.StatusCode);
            await engine.DisposeAsync();

            using var absent = await app.Client.PostAsync(new Uri("/api/counters/restart/1", UriKind.Relative), content: null, Token);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, absent.StatusCode);
            Assert.Contains("does not answer", await absent.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);

            await using var next = AppProcess.Launch(
                state.FullName, environment: null, "--port", address.Port.ToString(CultureInfo.InvariantCulture), "--functions", "Transfer", "AccountFunction", "Counter", "ReadCounter");
            using var during = await app.Client.PostAsync(new Uri("/api/counters/restart/1", UriKind.Relative), content: null, Token);
            await next.ListeningAsync();
            using var after = await app.Client.PostAsync(new Uri("/api/counters/restart/1", UriKind.Relative), content: null, Token);

            Assert.Equal(HttpStatusCode.Accepted, after.StatusCode);
            var expected = during.IsSuccessStatusCode ? "3" : "2";
            await Eventually.HoldsAsync(async () => await ReadAsync(app, "restart") == expected, $"the counter is {expected}");
        }
        finally
        {
            state.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Worker_runs_the_queue_triggered_functions_alone_and_leaves_no_state()
    {
        var temporary = Directory.CreateTempSubdirectory("worker-");
        try
        {
            // Where no storage answers, so that the worker takes no messages from other tests.
            await using var app = AppProcess.Launch(
                stateDirectory: null,
                new Dictionary<string, string>
                {
                    ["TMPDIR"] = temporary.FullName,
                    ["AzureWebJobsStorage"] = "AccountName=a;AccountKey=a2V5;QueueEndpoint=http://127.0.0.1:1/a;",
                },
                "--worker",
                "--durable",
                main.Client.BaseAddress!.ToString());
            await app.ListeningAsync();
            Assert.Single(temporary.GetDirectories("functions-worker-*"));

            app.Signal("TERM");
            Assert.Equal(0, await app.ExitAsync());

            Assert.Contains("\tWork: queueTrigger", app.Output, StringComparison.Ordinal);
            Assert.All(["[GET]", "[POST]", "timerTrigger", "entityTrigger"], other => Assert.DoesNotContain(other, app.Output, StringComparison.Ordinal));
            Assert.Empty(temporary.GetDirectories("functions-worker-*"));
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private static AppProcess Launch(Uri durable, params string[] functions) =>
        AppProcess.Launch(stateDirectory: null, environment: null, ["--durable", durable.ToString(), "--functions", .. functions]);

    private static Task<string?> ReadAsync(SampleAppFixture main) => ReadAsync(main.App);

    private static async Task<string?> ReadAsync(AppProcess app, string key = "elsewhere")
    {
        using var response = await app.Client.GetAsync(new Uri($"/api/counters/{key}", UriKind.Relative), Token);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(Token) : null;
    }
}
