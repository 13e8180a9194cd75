using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Time.Testing;
using WorkDistribution.Functions.MapReduce;
using WorkDistribution.Functions.MapReduce.Orchestration;
using WorkDistribution.Functions.MapReduce.Requests;
using WorkDistribution.Functions.Tests.Support;
using WorkDistribution.LocalRuntime.Engine;

namespace WorkDistribution.Functions.Tests.MapReduce.Orchestration;

public sealed class MapReduceOnEngineTests : IDisposable
{
    private readonly ConcurrentDictionary<string, int> _attempts = new();
    private readonly MapReduceApp _app;
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(3));

    public MapReduceOnEngineTests()
    {
        _app = new MapReduceApp(services => services.AddMapReduceJob(FaultyLineCount.Name, _ => new FaultyLineCount(_attempts)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Word_count_is_exact_also_when_every_event_is_replayed(bool replay)
    {
        byte[][] inputs = [TrickyText.Mixed(30_000, 11), TrickyText.OneLongLine(1_000), TrickyText.OneLongWord(5_000), TrickyText.Mixed(999, 12)];
        WriteInputs(inputs);
        await using var durable = await StartAsync(options => options.ReplayAtEveryEvent = replay);

        var outcome = await CompleteAsync(durable, _app.Request("word-count", reducers: 3, parallel: 4));

        Assert.Equal(NaiveWordCount.Lines(inputs).Order(StringComparer.Ordinal), MapReduceApp.ReadParts(outcome.Output).Order(StringComparer.Ordinal));
        Assert.Equal(inputs.Sum(input => input.Length), outcome.InputBytes);
        Assert.Equal(outcome.TotalCount, outcome.MapOutputRecords);
    }

    [Fact]
    public async Task More_than_a_thousand_splits_are_counted_exactly()
    {
        byte[][] inputs = [TrickyText.Mixed(1_100 * 1024, 21)];
        WriteInputs(inputs);
        await using var durable = await StartAsync();

        var outcome = await CompleteAsync(durable, _app.Request("word-count", parallel: 8));

        Assert.InRange(outcome.Splits, 1_100, 1_101);
        Assert.Equal(NaiveWordCount.Lines(inputs).Order(StringComparer.Ordinal), MapReduceApp.ReadParts(outcome.Output).Order(StringComparer.Ordinal));
        Assert.InRange(await HistoryBytesAsync(durable, outcome.InstanceId), 1, 40_000);
    }

    [Fact]
    public async Task History_does_not_grow_with_the_bytes_of_the_input()
    {
        await using var durable = await StartAsync();
        var sizes = new List<int>();
        foreach (var bytes in (int[])[2_000, 20_000, 200_000])
        {
            WriteInputs([.. Enumerable.Range(0, 40).Select(seed => TrickyText.Mixed(bytes, seed).AsSpan(0, bytes).ToArray())]);
            var outcome = await CompleteAsync(durable, _app.Request("word-count", splitBytes: bytes));

            Assert.Equal(40, outcome.Splits);
            sizes.Add(await HistoryBytesAsync(durable, outcome.InstanceId));
        }

        // The counters of a split gain a digit or two; nothing else may change.
        Assert.InRange(sizes[1] - sizes[0], 0, 40 * 4);
        Assert.InRange(sizes[2] - sizes[1], 0, 40 * 4);
    }

    [Fact]
    public async Task Failed_split_is_retried_alone()
    {
        WriteLines("attempt 1", "fail 2", "attempt 3");
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var durable = await StartAsync(time: time);

        var running = CompleteAsync(durable, _app.Request(FaultyLineCount.Name));
        await AdvanceUntilDoneAsync(durable, time, running);

        Assert.Equal(3, (await running).TotalCount);
        Assert.Equal([("attempt 1", 1), ("attempt 3", 1), ("fail 2", 3)], Attempts());
    }

    [Fact]
    public async Task Split_that_keeps_failing_fails_the_job_and_leaves_no_object()
    {
        WriteLines("attempt 1", "fail 9");
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var durable = await StartAsync(time: time);

        var running = durable.RunAsync(_app.Request(FaultyLineCount.Name), _deadline.Token);
        await AdvanceUntilDoneAsync(durable, time, running);

        var instance = await running;
        Assert.Equal(OrchestrationRuntimeStatus.Failed, instance.RuntimeStatus);
        Assert.Contains("Injected failure 3", instance.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal([("attempt 1", 1), ("fail 9", 3)], Attempts());
        Assert.Empty(Directory.EnumerateFiles(_app.Folder["objects"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Tolerated_failure_lets_the_job_finish_with_a_report()
    {
        WriteLines("attempt 1", "fail 9", "attempt 3");
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var durable = await StartAsync(time: time);

        var running = CompleteAsync(durable, _app.Request(FaultyLineCount.Name, tolerated: new Tolerance(0, 34)));
        await AdvanceUntilDoneAsync(durable, time, running);

        var outcome = await running;
        Assert.Equal(2, outcome.TotalCount);
        var failed = Assert.Single(outcome.FailedSplits);
        Assert.Equal(1, failed.Split);
        Assert.Contains("Injected failure 3", failed.Reason, StringComparison.Ordinal);
        Assert.Equal([("attempt 1", 1), ("attempt 3", 1), ("fail 9", 3)], Attempts());
    }

    [Theory]
    [InlineData("grep", "(unclosed")]
    [InlineData("no-such-job", "x")]
    public async Task Request_that_is_wrong_fails_at_once(string job, string pattern)
    {
        WriteLines("text");
        await using var durable = await StartAsync(time: new FakeTimeProvider());

        var instance = await durable.RunAsync(_app.Request(job, parameters: ("pattern", pattern)), _deadline.Token);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, instance.RuntimeStatus);
        Assert.Contains("could not be planned", instance.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_resumes_after_the_engine_was_restarted()
    {
        byte[][] inputs = [TrickyText.Mixed(200_000, 31)];
        WriteInputs(inputs);
        await using var durable = await StartAsync(options => options.StateDirectory = _app.Folder["state"]);

        var id = await durable.Host.Client.ScheduleNewOrchestrationInstanceAsync(MapReduceFunctionNames.Orchestrator, _app.Request("word-count"), _deadline.Token);
        await durable.Host.Client.WaitForInstanceStartAsync(id, _deadline.Token);
        await durable.Host.RestartAsync(_deadline.Token);
        var instance = await durable.Host.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, _deadline.Token);

        var outcome = instance.ReadOutputAs<MapReduceOutcome>()!;
        Assert.Equal(NaiveWordCount.Lines(inputs).Order(StringComparer.Ordinal), MapReduceApp.ReadParts(outcome.Output).Order(StringComparer.Ordinal));
    }

    public void Dispose()
    {
        _deadline.Dispose();
        _app.Dispose();
    }

    private static async Task<int> HistoryBytesAsync(DurableMapReduce durable, string instanceId) =>
        JsonSerializer.SerializeToUtf8Bytes(await durable.Host.Engine.GetHistoryAsync(instanceId)).Length;

    private async Task<DurableMapReduce> StartAsync(Action<DurableEngineOptions>? configure = null, TimeProvider? time = null)
    {
        var durable = new DurableMapReduce(_app, configure, time);
        await durable.Host.StartAsync(_deadline.Token);
        return durable;
    }

    private async Task<MapReduceOutcome> CompleteAsync(DurableMapReduce durable, MapReduceRequest request)
    {
        var instance = await durable.RunAsync(request, _deadline.Token);
        Assert.True(instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed, instance.FailureDetails?.ToString());
        return instance.ReadOutputAs<MapReduceOutcome>()!;
    }

    private async Task AdvanceUntilDoneAsync(DurableMapReduce durable, FakeTimeProvider time, Task running)
    {
        while (!running.IsCompleted)
        {
            await durable.Host.WhenIdleAsync(_deadline.Token);
            time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private void WriteInputs(byte[][] inputs)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            _app.Folder.Write($"in/{i:D3}.txt", inputs[i]);
        }
    }

    /// <summary>Writes each line to a file of its own, padded so that it is a split of its own.</summary>
    private void WriteLines(params string[] lines) => WriteInputs([.. lines.Select(line => Encoding.UTF8.GetBytes(line.PadRight(1024)))]);

    private IEnumerable<(string Line, int Count)> Attempts() =>
        _attempts.Select(attempt => (attempt.Key[(attempt.Key.IndexOf(' ', StringComparison.Ordinal) + 1)..], attempt.Value)).Order();
}
