using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Storage.Queues;
using WorkDistribution.Functions.MasterWorker;
using WorkDistribution.Functions.MasterWorker.Orchestration;
using WorkDistribution.Functions.MasterWorker.Workers;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.MasterWorker;

/// <summary>Master, queues and workers in real processes on a real storage emulator.</summary>
public sealed class MasterWorkerTests : IAsyncLifetime, IDisposable
{
    private static readonly string[] Functions =
    [
        MasterWorkerFunctionNames.Start, MasterWorkerFunctionNames.Get, MasterWorkerFunctionNames.Orchestrator, MasterWorkerFunctionNames.Enqueue,
        MasterWorkerFunctionNames.Gather, MasterWorkerFunctionNames.Work, MasterWorkerFunctionNames.Collect,
    ];

    private readonly AzuriteFixture _azurite = new();
    private readonly TempFolder _folder = new();
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(3));

    public ValueTask InitializeAsync() => _azurite.InitializeAsync();

    public ValueTask DisposeAsync() => _azurite.DisposeAsync();

    [Fact]
    public async Task Batch_survives_a_kill_and_gives_each_task_its_own_result_in_order()
    {
        const int Tasks = 120;
        JsonElement started;
        await using (var first = await StartAsync())
        {
            var tasks = Enumerable.Range(0, Tasks).Select(i => new { text = $"task {i}", rounds = 2_000 });
            started = await first.Client.StartWorkAsync("api/master-worker", new { handler = "sha256", tasks, maxInFlight = 8, taskTimeoutSeconds = 5, maxAttempts = 10 }, _deadline.Token);
            await first.Client.WaitForWorkAsync(started, status => status.GetProperty("completed").GetInt32() >= Tasks / 10, _deadline.Token);
            await first.KillAsync();
        }

        await using var second = await StartAsync();
        var outcome = await second.Client.WaitForWorkAsync(started, _deadline.Token);

        Assert.Equal((Tasks, Tasks, 0), (outcome.GetProperty("tasks").GetInt32(), outcome.GetProperty("completed").GetInt32(), outcome.GetProperty("failed").GetInt32()));
        var results = outcome.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(0, Tasks), results.Select(result => result.GetProperty("index").GetInt32()));
        for (var i = 0; i < Tasks; i += 17)
        {
            Assert.Equal(Hash($"task {i}", 2_000), results[i].GetProperty("result").GetProperty("sha256").GetString(), ignoreCase: true);
        }
    }

    [Fact]
    public async Task Failed_attempts_are_tried_again_duplicates_dropped_and_bad_requests_named()
    {
        await using var app = await StartAsync();
        var started = await app.Client.StartWorkAsync(
            "api/master-worker",
            new { handler = "flaky", tasks = new[] { new { failures = 0 }, new { failures = 2 }, new { failures = 9 } }, maxAttempts = 3 },
            _deadline.Token);

        // Somebody sends reports again, and nonsense.
        var queue = new QueueClient(_azurite.ConnectionString, "mw-results", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await queue.CreateIfNotExistsAsync();
        await queue.SendMessageAsync("nonsense");
        var outcome = await app.Client.WaitForWorkAsync(started, _deadline.Token);

        Assert.Equal((2, 1, 7), (outcome.GetProperty("completed").GetInt32(), outcome.GetProperty("failed").GetInt32(), outcome.GetProperty("attempts").GetInt32()));
        var results = outcome.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(3, results[1].GetProperty("result").GetProperty("attempt").GetInt32());
        Assert.Contains("Failure 3 of 9", results[2].GetProperty("error").GetString(), StringComparison.Ordinal);

        foreach (var (body, field) in ((string, string)[])[
            ("""{"tasks":[1]}""", "handler"),
            ("""{"handler":"none","tasks":[1]}""", "handler"),
            ("""{"handler":"sha256","tasks":[]}""", "tasks"),
            ("""{"handler":"sha256","tasks":[{"text":"a"},{"txt":"b"}]}""", "tasks[1]"),
            ("""{"handler":"sha256","tasks":[{"text":"a"}],"maxInFlight":0}""", "maxInFlight"),
            ("""{"handler":"sha256","tasks":[{"text":"a"}],"maxAttempts":99}""", "maxAttempts"),
            ("""{"handler":"sha256","tasks":[{"text":"a"}],"more":1}""", "more")])
        {
            using var response = await app.Client.PostAsync("api/master-worker", new StringContent(body), _deadline.Token);
            var text = await response.Content.ReadAsStringAsync(_deadline.Token);
            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, text);
            Assert.StartsWith(field, JsonSerializer.Deserialize<JsonElement>(text).GetProperty("errors").EnumerateObject().Single().Name, StringComparison.Ordinal);
        }

        using var missing = await app.Client.GetAsync("api/master-worker/none", _deadline.Token);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public void Collector_keeps_one_report_a_task_and_a_success_before_a_failure()
    {
        TaskReport[] reports = [new("b", 1, 1, "x"), new("b", 1, 2), new("b", 1, 2), new("b", 2, 1, "x"), new("b", 2, 1, "x"), new("b", 2, 2, "y")];

        Assert.Equal(
            [new("b", 1, 2), new("b", 2, 1, "x"), new("b", 2, 2, "y")],
            ReportCollector.WithoutDuplicates(reports));
    }

    public void Dispose()
    {
        _deadline.Dispose();
        _folder.Dispose();
    }

    private static string Hash(string text, int rounds)
    {
        var hash = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < rounds; i++)
        {
            hash = SHA256.HashData(hash);
        }

        return Convert.ToHexString(hash);
    }

    private Task<FunctionAppProcess> StartAsync() => FunctionAppProcess.StartAsync(_folder, Functions, ("AzureWebJobsStorage", _azurite.ConnectionString));
}
