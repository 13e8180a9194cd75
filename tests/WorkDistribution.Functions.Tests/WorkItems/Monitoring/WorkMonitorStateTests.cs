using System.Text.Json;
using WorkDistribution.Core.Batching;
using WorkDistribution.Functions.WorkItems.Lanes;
using WorkDistribution.Functions.WorkItems.Monitoring;

namespace WorkDistribution.Functions.Tests.WorkItems.Monitoring;

public sealed class WorkMonitorStateTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    private readonly WorkMonitorState _state = new();

    [Fact]
    public void State_stays_small_under_load()
    {
        // Three processes, each with two thousand items a second whose waits spread over a factor of thirty, for half an hour.
        var random = new Random(1);
        for (var second = 0; second < 1800; second += 5)
        {
            for (var worker = 0; worker < 3; worker++)
            {
                _state.Add(Report($"worker-{worker}", second, random, items: 10_000), Start.AddSeconds(second));
            }
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(_state);
        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes.Length} bytes");
        Assert.InRange(bytes.Length, 1000, 50_000);
        var again = JsonSerializer.Deserialize<WorkMonitorState>(bytes)!;
        var (before, after) = (_state.Last(900, Start.AddSeconds(1800)), again.Last(900, Start.AddSeconds(1800)));
        Assert.Equal(before.Sum.Levels, after.Sum.Levels);
        Assert.Equal(before.Sum.Latencies!.Percentile(99), after.Sum.Latencies!.Percentile(99));
        Assert.Equal(before.Sum.Latencies.Count, after.Sum.All.Ended);
    }

    [Fact]
    public void Worker_counts_from_its_start_while_it_reports()
    {
        _state.Add(Busy("early", Start.AddHours(-1), threads: 2, Start, ms: 4000), Start);
        _state.Add(Busy("late", Start.AddSeconds(10), threads: 1, Start.AddSeconds(15), ms: 5000), Start.AddSeconds(15));

        var window = _state.Last(20, Start.AddSeconds(20));
        Assert.Equal(20, window.Seconds);
        Assert.Equal((4000.0, 40_000.0), (_state.Workers["early"].BusyWithin(window), _state.Workers["early"].CapacityWithin(window)));
        Assert.Equal((5000.0, 10_000.0), (_state.Workers["late"].BusyWithin(window), _state.Workers["late"].CapacityWithin(window)));

        var later = _state.Last(10, Start.AddSeconds(25));
        Assert.Equal((0.0, 0.0), (_state.Workers["early"].BusyWithin(later), _state.Workers["early"].CapacityWithin(later)));
        Assert.Equal(10_000, _state.Workers["late"].CapacityWithin(later));
    }

    [Fact]
    public void Workers_that_are_gone_are_forgotten()
    {
        for (var i = 0; i < 2 * WorkMonitorState.MaxWorkers; i++)
        {
            _state.Add(Busy($"worker-{i}", Start, 1, Start, 1), Start.AddSeconds(i));
        }

        Assert.Equal(WorkMonitorState.MaxWorkers, _state.Workers.Count);
        Assert.Contains("worker-127", _state.Workers.Keys);
        _state.Add(Busy("last", Start, 1, Start.AddHours(1), 1), Start.AddHours(1));
        Assert.Equal("last", Assert.Single(_state.Workers).Key);
    }

    private static WorkReport Busy(string worker, DateTimeOffset started, int threads, DateTimeOffset at, double ms) =>
        new(worker, new WorkerSize(started, threads, 100, []), [new WorkBucket { Start = at.ToUnixTimeSeconds(), BusyMs = ms }]);

    private static WorkReport Report(string worker, int second, Random random, int items)
    {
        var bucket = new WorkBucket
        {
            Start = Start.ToUnixTimeSeconds() + second,
            BusyMs = random.NextDouble() * 80_000,
            Steals = new StealCount(random.Next(100_000), random.Next(10_000)),
            Lanes = new LaneReport(random.Next(100), random.Next(10), random.Next(1000), 0, 0),
            Latencies = Timings(random, items, spread: 30),
            Waits = Timings(random, items, spread: 30),
            Durations = Timings(random, items, spread: 10),
        };
        for (var level = 0; level < 3; level++)
        {
            bucket.Add(level, new LevelOutcomes { Submitted = random.Next(items), Retried = random.Next(items) }, bucket.Start + random.NextDouble());
        }

        bucket.Add(1, new LevelOutcomes { Completed = items - 10, Failed = 10 }, bucket.Start + random.NextDouble());
        var decisions = Enumerable.Range(0, 5).Select(i => new BatchDecision(Start.AddSeconds(second - i), 100, 80, BatchSizeReason.LatencyRose, -0.213)).ToList();
        return new WorkReport($"{worker}.example-12345-0a1b2c", new WorkerSize(Start, 16, 80, decisions), [bucket]);
    }

    private static TimingHistogram Timings(Random random, int count, double spread)
    {
        var timings = new TimingHistogram();
        for (var i = 0; i < count; i++)
        {
            timings.Record(TimeSpan.FromMilliseconds(Math.Pow(spread, random.NextDouble())));
        }

        return timings;
    }
}
