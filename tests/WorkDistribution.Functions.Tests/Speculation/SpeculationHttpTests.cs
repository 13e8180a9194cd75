using System.Net;
using System.Text.Json;
using WorkDistribution.Functions.Speculation;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.Speculation;

/// <summary>Branch speculation in the app's own process.</summary>
public sealed class SpeculationHttpTests : IDisposable
{
    /// <summary>Longer than a test may take: only a cancellation ends it in time.</summary>
    private const int Endless = 600_000;

    private static readonly string[] Functions =
    [
        SpeculationFunctionNames.Start, SpeculationFunctionNames.Get, SpeculationFunctionNames.Orchestrator, SpeculationFunctionNames.Idle,
        SpeculationFunctionNames.Run, SpeculationFunctionNames.Cancel, SpeculationFunctionNames.Discard, SpeculationFunctionNames.Predictor,
    ];

    private readonly TempFolder _folder = new();
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(2));

    [Fact]
    public async Task Hits_use_what_was_started_misses_cancel_it_and_bad_predictions_switch_it_off()
    {
        await using var app = await StartAsync();

        var hit = await RunAsync(app, Request("hit", "a", primaryMs: 300, aMs: 300));
        Assert.True(hit.GetProperty("hit").GetBoolean(), hit.GetRawText());
        Assert.Equal("""["a"]""", hit.GetProperty("speculated").GetRawText());
        Assert.Equal((0, JsonValueKind.Null), (hit.GetProperty("cancelledMs").GetDouble(), hit.GetProperty("roi").ValueKind));
        Assert.True(hit.GetProperty("sequentialMs").GetDouble() >= 590, hit.GetRawText());

        var miss = await RunAsync(app, Request("miss", "b", primaryMs: 100, aMs: Endless));
        Assert.False(miss.GetProperty("hit").GetBoolean(), miss.GetRawText());
        Assert.Equal("b", miss.GetProperty("branch").GetString());
        Assert.True(miss.GetProperty("cancelledMs").GetDouble() >= 90, miss.GetRawText());
        Assert.InRange(miss.GetProperty("wasteRatio").GetDouble(), 0.01, 0.99);

        var unsafeWork = await RunAsync(app, Request("unsafe", "b", primaryMs: 0, aMs: Endless, cancellable: false));
        Assert.Equal("[]", unsafeWork.GetProperty("speculated").GetRawText());
        Assert.Contains("cancelled", unsafeWork.GetProperty("off").GetString(), StringComparison.Ordinal);

        // The prior says a, what happens is a and b in turn: after ten runs the hit rate decides.
        JsonElement last = default;
        for (var i = 0; i < 11; i++)
        {
            last = await RunAsync(app, Request("learn", i % 2 == 0 ? "a" : "b", primaryMs: 0, aMs: 0));
        }

        Assert.Equal(0.5, last.GetProperty("hitRate").GetDouble());
        Assert.Contains("hit rate", last.GetProperty("off").GetString(), StringComparison.Ordinal);
        Assert.InRange(last.GetProperty("probabilities").GetProperty("a").GetDouble(), 0.5, 0.6);
        Assert.False(Directory.Exists(Path.Combine(_folder["state"], "objects", "speculations")) && Directory.EnumerateFileSystemEntries(Path.Combine(_folder["state"], "objects", "speculations")).Any());
    }

    [Fact]
    public async Task Speculation_killed_in_the_middle_resumes_and_cancels_the_loser()
    {
        JsonElement started;
        await using (var first = await StartAsync())
        {
            started = await first.Client.StartWorkAsync("api/speculations", Request("kill", "b", primaryMs: 2_000, aMs: Endless), _deadline.Token);
            await Eventually.HoldsAsync(
                async () => (await first.Client.GetStringAsync(new Uri(started.GetProperty("statusUri").GetString()!), _deadline.Token)).Contains("Running", StringComparison.Ordinal),
                "the speculation runs");
            await first.KillAsync();
        }

        await using var second = await StartAsync();
        var outcome = await second.Client.WaitForWorkAsync(started, _deadline.Token);

        Assert.Equal(("b", false), (outcome.GetProperty("branch").GetString(), outcome.GetProperty("hit").GetBoolean()));
    }

    [Fact]
    public async Task Wrong_requests_are_answered_with_the_field()
    {
        await using var app = await StartAsync();
        const string Primary = "\"primary\":{\"handler\":\"choose-branch\",\"payload\":{\"branch\":\"a\"}}";
        foreach (var (body, field) in ((string, string)[])[
            ("[]", ""),
            ("""{PRIMARY,"branches":[{"name":"a","handler":"sleep","payload":{"milliseconds":1}}]}""", "name"),
            ("""{"name":"x","branches":[{"name":"a","handler":"sleep","payload":{"milliseconds":1}}]}""", "primary"),
            ("""{"name":"x",PRIMARY}""", "branches"),
            ("""{"name":"x",PRIMARY,"branches":[{"name":"a","handler":"none"}]}""", "branches[0].handler"),
            ("""{"name":"x",PRIMARY,"branches":[{"name":"a","handler":"sleep","payload":{"milliseconds":-1}}]}""", "branches[0].payload"),
            ("""{"name":"x",PRIMARY,"branches":[{"name":"a","handler":"sleep","payload":{"milliseconds":1},"probability":2}]}""", "branches[0].probability"),
            ("""{"name":"x",PRIMARY,"branches":[{"name":"a","handler":"sleep","payload":{"milliseconds":1}},{"name":"a","handler":"sleep","payload":{"milliseconds":1}}]}""", "branches"),
            ("""{"name":"x",PRIMARY,"branches":[{"name":"a","handler":"sleep","payload":{"milliseconds":1}}],"more":1}""", "more")])
        {
            using var response = await app.Client.PostAsync("api/speculations", new StringContent(body.Replace("PRIMARY", Primary, StringComparison.Ordinal)), _deadline.Token);
            var text = await response.Content.ReadAsStringAsync(_deadline.Token);
            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{body}: {text}");
            Assert.Equal([field], JsonSerializer.Deserialize<JsonElement>(text).GetProperty("errors").EnumerateObject().Select(error => error.Name));
        }

        using var missing = await app.Client.GetAsync("api/speculations/none", _deadline.Token);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    public void Dispose()
    {
        _deadline.Dispose();
        _folder.Dispose();
    }

    private static object Request(string name, string actual, int primaryMs, int aMs, bool cancellable = true) => new
    {
        name,
        primary = new { handler = "choose-branch", payload = new { branch = actual, milliseconds = primaryMs } },
        branches = new object[]
        {
            new { name = "a", handler = "sleep", payload = new { milliseconds = aMs }, probability = 0.7, cancellable },
            new { name = "b", handler = "sleep", payload = new { milliseconds = 1 }, probability = 0.3, cancellable },
        },
    };

    private async Task<JsonElement> RunAsync(FunctionAppProcess app, object request) =>
        await app.Client.WaitForWorkAsync(await app.Client.StartWorkAsync("api/speculations", request, _deadline.Token), _deadline.Token);

    private Task<FunctionAppProcess> StartAsync() => FunctionAppProcess.StartAsync(_folder, Functions);
}
