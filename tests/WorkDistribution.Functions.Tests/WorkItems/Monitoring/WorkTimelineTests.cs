using CsCheck;
using WorkDistribution.Functions.WorkItems.Monitoring;

namespace WorkDistribution.Functions.Tests.WorkItems.Monitoring;

public sealed class WorkTimelineTests
{
    /// <summary>Of a multiple of all bucket lengths, so that a test reads in seconds from zero.</summary>
    private const long Zero = 1_800_000_000;

    private static readonly Gen<(int Wait, int Level, int Submitted, int Completed)[]> Events =
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 2], Gen.Int[0, 9], Gen.Int[0, 9]).Array[1, 200];

    [Fact]
    public void Window_has_what_happened_since_it_began() =>
        Gen.Select(Events, Gen.Int[5, 900], Gen.Int[0, 400]).Sample((events, length, idle) =>
        {
            var timeline = new WorkTimeline();
            var seen = new List<(long At, int Level, LevelOutcomes Outcomes)>();
            var now = Zero;
            foreach (var (wait, level, submitted, completed) in events)
            {
                now += wait;
                var outcomes = new LevelOutcomes { Submitted = submitted, Completed = completed };
                timeline.At(now, now).Add(level, outcomes, now);
                seen.Add((now, level, outcomes));
                Assert.InRange(timeline.Buckets.Count, 1, 40);
            }

            now += idle;
            var window = timeline.Last(length, Zero, now);

            // At least what was asked for, and not more than a bucket of that age beyond.
            Assert.InRange(window.Seconds, Math.Min(length, now - Zero), length + (length <= 60 ? 5 : 60));
            for (var level = 0; level < 3; level++)
            {
                var expected = seen.Where(e => e.Level == level && e.At >= window.From).Aggregate(new LevelOutcomes(), static (sum, e) => sum + e.Outcomes);
                Assert.Equal(expected, window.Sum.Of(level));
            }
        });

    [Fact]
    public void Timelines_of_several_processes_add_up_to_one() =>
        Gen.Select(Events, Gen.Int[1, 4], Gen.Int[5, 900]).Sample((events, processes, length) =>
        {
            var (whole, sum) = (new WorkTimeline(), new WorkTimeline());
            var parts = Enumerable.Range(0, processes).Select(static _ => new WorkTimeline()).ToArray();
            var now = Zero;
            foreach (var ((wait, level, submitted, completed), i) in events.Select(static (e, i) => (e, i)))
            {
                now += wait;
                var outcomes = new LevelOutcomes { Submitted = submitted, Completed = completed };
                whole.At(now, now).Add(level, outcomes, now);
                parts[i % processes].At(now, now).Add(level, outcomes, now);
                if (i % 7 == 0)
                {
                    sum.Add(parts[i % processes].Buckets, now);
                    parts[i % processes] = new WorkTimeline();
                }
            }

            foreach (var part in parts)
            {
                sum.Add(part.Buckets, now);
            }

            Assert.Equal(whole.Last(length, Zero, now).Sum.Levels, sum.Last(length, Zero, now).Sum.Levels);
        });

    [Fact]
    public void Mean_depth_is_that_of_looking_at_every_moment() =>
        Gen.Select(Gen.Select(Gen.Int[0, 30_000], Gen.Int[0, 9], Gen.Double[0, 1]).Array[1, 200], Gen.Int[5, 900]).Sample((events, length) =>
        {
            var timeline = new WorkTimeline();
            var changes = new List<(double At, long Growth)>();
            var (now, depth) = ((double)Zero, 0L);
            foreach (var (waitMs, submitted, share) in events)
            {
                now += waitMs / 1000.0;
                var outcomes = new LevelOutcomes { Submitted = submitted, Completed = (long)(share * (depth + submitted)) };
                timeline.At((long)now, (long)now).Add(0, outcomes, now);
                changes.Add((now, outcomes.Growth));
                depth += outcomes.Growth;
            }

            now += 3;
            var window = timeline.Last(length, Zero, now);
            var (area, inside, at) = (0.0, changes.Where(change => change.At < window.From).Sum(static change => change.Growth), (double)window.From);
            foreach (var change in changes.Where(change => change.At >= window.From))
            {
                area += inside * (change.At - at);
                (inside, at) = (inside + change.Growth, change.At);
            }

            area += inside * (now - at);
            Assert.Equal(area / window.Seconds, window.MeanDepth(depth), 0.001 * (1 + events.Length));
        });

    [Fact]
    public void Items_that_come_and_go_within_a_bucket_show_in_the_mean_depth()
    {
        var timeline = new WorkTimeline();
        for (var second = 0; second < 40; second++)
        {
            // Ten a second, each there for 0.2 s.
            var bucket = timeline.At(Zero + second, Zero + second);
            bucket.Add(0, new LevelOutcomes { Submitted = 10 }, Zero + second + 0.1);
            bucket.Add(0, new LevelOutcomes { Completed = 10 }, Zero + second + 0.3);
        }

        var window = timeline.Last(40, Zero, Zero + 40);
        Assert.Equal(2, window.MeanDepth(0), 3);
        Assert.Equal(10, window.PerSecond(window.Sum.All.Submitted));
    }

    [Fact]
    public void Nothing_measured_has_no_rate()
    {
        var window = new WorkTimeline().Last(60, Zero, Zero);

        Assert.Equal(0, window.Seconds);
        Assert.Null(window.PerSecond(0));
        Assert.Equal(7, window.MeanDepth(7));
    }

    [Fact]
    public void Report_of_a_clock_that_is_ahead_counts_as_of_now()
    {
        var timeline = new WorkTimeline();
        var ahead = new WorkBucket { Start = Zero + 3600 };
        ahead.Add(0, new LevelOutcomes { Submitted = 1 }, ahead.Start + 1);
        timeline.Add([ahead], Zero);

        Assert.Equal(Zero, Assert.Single(timeline.Buckets).Start);
        Assert.Equal(1, timeline.Last(5, Zero - 60, Zero + 1).Sum.All.Submitted);
    }
}
