using System.Text.Json;
using WorkDistribution.Core.MapReduce;
using WorkDistribution.Functions.MapReduce;
using WorkDistribution.Functions.MapReduce.Input;
using WorkDistribution.Functions.MapReduce.Orchestration;
using WorkDistribution.Functions.MapReduce.Requests;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.MapReduce.Orchestration;

public sealed class MapReduceOrchestratorTests
{
    private readonly ScriptedOrchestration _script = new();
    private readonly Dictionary<int, int> _attempts = [];
    private readonly List<int> _mapped = [];
    private Func<int, int, Exception?> _fault = (_, _) => null;
    private int _splits = 10;

    public MapReduceOrchestratorTests()
    {
        _script.Orchestrators[MapReduceFunctionNames.MapBatch] = async context => await MapBatchOrchestrator.RunAsync(context);
        _script.Activities[MapReduceFunctionNames.Plan] = _ => new PlannedJob(_splits, _splits * 100L, NeedsSample: false);
        _script.Activities[MapReduceFunctionNames.Map] = Map;
        _script.Activities[MapReduceFunctionNames.Shuffle] = _ => 1;
        _script.Activities[MapReduceFunctionNames.Reduce] = order => Index(order);
        _script.Activities[MapReduceFunctionNames.Commit] = _ => new CommittedJob(1, 2, 3, 4, "output");
        _script.Activities[MapReduceFunctionNames.Discard] = _ => null;
    }

    [Fact]
    public async Task Phases_follow_each_other_and_every_task_runs_once()
    {
        var outcome = await RunAsync(reducers: 3);

        Assert.Equal(Enumerable.Range(0, 10), _mapped.Order());
        Assert.Equal([0, 1, 2], Calls(MapReduceFunctionNames.Reduce).Select(Index).Order());
        Assert.Equal(
            [MapReduceFunctionNames.Plan, MapReduceFunctionNames.Map, MapReduceFunctionNames.Shuffle, MapReduceFunctionNames.Reduce, MapReduceFunctionNames.Commit],
            _script.Calls.Select(call => call.Name).Distinct());
        Assert.Equal((1, 2, 3, 4, 10, 1000, "output"), (outcome.MapOutputRecords, outcome.ShuffledRecords, outcome.DistinctKeys, outcome.TotalCount, outcome.Splits, outcome.InputBytes, outcome.Output));
        Assert.Empty(outcome.FailedSplits);
        Assert.Empty(_script.Timers);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Window_bounds_the_tasks_in_flight(int parallel)
    {
        _splits = 50;
        await RunAsync(reducers: 50, parallel: parallel);

        Assert.Equal(Math.Min(parallel, 50), _script.MaxInFlight);
    }

    [Theory]
    [InlineData(1_001, 3)]
    [InlineData(2_345, 10)]
    [InlineData(12_000, 2)]
    public async Task Many_splits_go_through_sub_orchestrations_within_the_window(int splits, int parallel)
    {
        _splits = splits;
        var outcome = await RunAsync(parallel: parallel);

        Assert.Equal(Enumerable.Range(0, splits), _mapped.Order());
        Assert.Equal(splits, outcome.Splits);
        Assert.InRange(_script.SubOrchestrations.Count, 2, 101);
        Assert.Equal(parallel, _script.MaxInFlight);
    }

    [Fact]
    public async Task Thousand_splits_need_no_sub_orchestration()
    {
        _splits = 1_000;
        await RunAsync();

        Assert.Empty(_script.SubOrchestrations);
    }

    [Fact]
    public async Task Failed_attempt_is_repeated_alone_with_growing_jittered_delays()
    {
        _fault = (split, attempt) => split is 3 or 4 && attempt < 3 ? new IOException("disk") : null;

        var outcome = await RunAsync();

        Assert.Empty(outcome.FailedSplits);
        Assert.All(_attempts, attempts => Assert.Equal(attempts.Key is 3 or 4 ? 3 : 1, attempts.Value));
        int[] failing = [3, 4];
        Assert.Equal(
            failing.SelectMany(split => Enumerable.Range(1, 2).Select(attempt => TaskRetries.Delay("instance", MapReduceFunctionNames.Map, split, attempt))).Order(),
            _script.Timers.Order());
    }

    [Fact]
    public void Delays_are_a_function_of_their_task_and_spread()
    {
        var delays = Enumerable.Range(0, 1_000).Select(split => TaskRetries.Delay("instance", "map", split, 2).TotalSeconds).ToList();

        Assert.Equal(delays, Enumerable.Range(0, 1_000).Select(split => TaskRetries.Delay("instance", "map", split, 2).TotalSeconds));
        Assert.All(delays, delay => Assert.InRange(delay, 1, 3));
        Assert.InRange(TaskRetries.Delay("instance", "map", 7, 1).TotalSeconds, 0.5, 1.5);
        Assert.InRange(delays.Average(), 1.9, 2.1);
        Assert.NotEqual(TaskRetries.Delay("a", "map", 1, 1), TaskRetries.Delay("b", "map", 1, 1));
    }

    [Fact]
    public async Task Split_that_keeps_failing_fails_the_job_with_its_reason_and_leaves_nothing()
    {
        _fault = (split, _) => split == 7 ? new IOException("bad sector") : null;

        var error = await Assert.ThrowsAsync<MapReduceFailedException>(() => RunAsync());

        Assert.Contains("Split 7", error.Message, StringComparison.Ordinal);
        Assert.Contains("bad sector", error.Message, StringComparison.Ordinal);
        Assert.Equal(TaskRetries.MaxAttempts, _attempts[7]);
        Assert.Empty(Calls(MapReduceFunctionNames.Reduce));
        Assert.Single(Calls(MapReduceFunctionNames.Discard));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(2_000)]
    public async Task Tolerated_failures_are_reported_and_the_rest_is_done(int splits)
    {
        _splits = splits;
        _fault = (split, _) => split is 2 or 5 ? new IOException($"split {split}") : null;

        var outcome = await RunAsync(tolerated: new Tolerance(2));

        Assert.Equal([new(2, "split 2"), new(5, "split 5")], outcome.FailedSplits);
        Assert.Equal(splits - 2, _mapped.Count);
        Assert.Equal([2, 5], Calls(MapReduceFunctionNames.Shuffle).Single().GetProperty("FailedSplits").EnumerateArray().Select(split => split.GetInt32()).Order());
        Assert.Equal(2, _script.Statuses[^1].GetProperty("splitsFailed").GetInt32());
    }

    [Theory]
    [InlineData(10, 1, null)]
    [InlineData(100, 0, 1.0)]
    [InlineData(2_000, 1, null)]
    public async Task One_failure_more_than_tolerated_fails_the_job(int splits, int count, double? percent)
    {
        _splits = splits;
        _fault = (split, _) => split is 2 or 5 ? new IOException("disk") : null;

        var error = await Assert.ThrowsAsync<MapReduceFailedException>(() => RunAsync(tolerated: new Tolerance(count, percent)));

        Assert.Contains("2 of", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_of_the_requester_is_not_retried()
    {
        _fault = (split, _) => split == 0 ? new InputRejectedException("input.files", "changed") : null;

        await Assert.ThrowsAsync<MapReduceFailedException>(() => RunAsync());

        Assert.Equal(1, _attempts[0]);
        Assert.Empty(_script.Timers);
    }

    [Fact]
    public async Task Wrong_parameter_fails_the_job_whatever_is_tolerated()
    {
        _splits = 500;
        _fault = (_, _) => new JobParameterException("pattern", "is not a pattern");

        var error = await Assert.ThrowsAsync<MapReduceFailedException>(() => RunAsync(tolerated: new Tolerance(0, 100)));

        Assert.Contains("is not a pattern", error.Message, StringComparison.Ordinal);
        Assert.InRange(_attempts.Count, 1, 2);
    }

    [Fact]
    public async Task Plan_that_is_refused_fails_at_once()
    {
        _script.Activities[MapReduceFunctionNames.Plan] = _ => throw new InputRejectedException("input.files", "matches no file");

        var error = await Assert.ThrowsAsync<MapReduceFailedException>(() => RunAsync());

        Assert.Contains("matches no file", error.Message, StringComparison.Ordinal);
        Assert.Single(Calls(MapReduceFunctionNames.Plan));
    }

    [Fact]
    public async Task Failing_reducer_is_retried_and_then_fails_the_job()
    {
        _script.Activities[MapReduceFunctionNames.Reduce] = order => Index(order) == 1 ? throw new IOException("no space") : Index(order);

        var error = await Assert.ThrowsAsync<MapReduceFailedException>(() => RunAsync(reducers: 3));

        Assert.Contains("Part 1", error.Message, StringComparison.Ordinal);
        Assert.Equal(TaskRetries.MaxAttempts, Calls(MapReduceFunctionNames.Reduce).Count(order => Index(order) == 1));
    }

    [Fact]
    public async Task Failure_to_clean_up_does_not_hide_the_failure_of_the_job()
    {
        _fault = (_, _) => new IOException("disk");
        _script.Activities[MapReduceFunctionNames.Discard] = _ => throw new IOException("store is gone");

        Assert.Contains("disk", (await Assert.ThrowsAsync<MapReduceFailedException>(() => RunAsync())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(1_000)]
    [InlineData(5_000)]
    public async Task Status_is_updated_at_a_bounded_rate_and_ends_complete(int splits)
    {
        _splits = splits;
        await RunAsync(reducers: 300);

        Assert.InRange(_script.Statuses.Count, 5, 410);
        Assert.Equal(["plan", "map", "reduce", "commit", "done"], _script.Statuses.Select(status => status.GetProperty("phase").GetString()).Distinct());
        var last = _script.Statuses[^1];
        Assert.Equal((splits, splits, 0, 300, 300), (Number(last, "splits"), Number(last, "splitsDone"), Number(last, "splitsFailed"), Number(last, "reducers"), Number(last, "reducersDone")));
        Assert.Equal((splits * 100L, splits * 100L, splits * 7L), (Number(last, "inputBytes"), Number(last, "bytesDone"), Number(last, "records")));
        var progress = _script.Statuses.Select(status => Number(status, "splitsDone")).ToList();
        Assert.Equal(progress.Order(), progress);
    }

    [Fact]
    public async Task Sampled_jobs_are_sampled_before_they_are_mapped()
    {
        _script.Activities[MapReduceFunctionNames.Plan] = _ => new PlannedJob(2, 200, NeedsSample: true);
        _script.Activities[MapReduceFunctionNames.Sample] = _ => 1;

        await RunAsync();

        Assert.Equal([MapReduceFunctionNames.Plan, MapReduceFunctionNames.Sample, MapReduceFunctionNames.Map], _script.Calls.Take(3).Select(call => call.Name));
    }

    private static int Index(JsonElement order) => order.GetProperty("Index").GetInt32();

    private static long Number(JsonElement status, string member) => status.GetProperty(member).GetInt64();

    private MapCounters Map(JsonElement order)
    {
        var split = Index(order);
        var attempt = _attempts[split] = _attempts.GetValueOrDefault(split) + 1;
        if (_fault(split, attempt) is { } fault)
        {
            throw fault;
        }

        _mapped.Add(split);
        return new MapCounters(100, 7);
    }

    private IEnumerable<JsonElement> Calls(string activity) => _script.Calls.Where(call => call.Name == activity).Select(call => call.Input);

    private Task<MapReduceOutcome> RunAsync(int reducers = 2, int parallel = 2, Tolerance tolerated = default) => _script.RunAsync(
        MapReduceOrchestrator.RunAsync,
        new MapReduceRequest("word-count", new JobInput(InputKind.Files, Files: ["*"]), reducers, 1024, parallel, tolerated, null));
}
