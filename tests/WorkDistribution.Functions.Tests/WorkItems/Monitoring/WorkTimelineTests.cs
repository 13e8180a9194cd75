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
                timeline.At(now, now).Add(level, outcomes);
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
                whole.At(now, now).Add(level, outcomes);
                parts[i % processes].At(now, now).Add(level, outcomes);
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
    public void Mean_depth_is_that_of_looking_at_every_second() =>
        Gen.Select(Events, Gen.Int[5, 900]).Sample((events, length) =>
        {
            // What comes and goes in a bucket counts as spread over it, so let all of it happen evenly there: once a second.
            var timeline = new WorkTimeline();
            var now = Zero;
            var growth = new SortedDictionary<long, double>();
            foreach (var (wait, level, submitted, _) in events)
            {
                now += wait * 5;
                timeline.At(now, now).Add(level, new LevelOutcomes { Submitted = submitted });
            }

            var window = timeline.Last(length, Zero, now + 30);
            foreach (var bucket in timeline.Buckets)
            {
                var seconds = WorkTimeline.LengthOf(bucket.Start, now + 30);
                for (var second = 0; second < seconds; second++)
                {
                    growth[bucket.Start + second] = (double)bucket.All.Growth / seconds;
                }
            }

            var depth = events.Sum(static e => e.Submitted);
            var (mean, at) = (0.0, (double)depth);
            for (var second = now + 29; second >= window.From; second--)
            {
                var before = at - growth.GetValueOrDefault(second);
                mean += (before + at) / 2 / window.Seconds;
                at = before;
            }

            Assert.Equal(mean, window.MeanDepth(depth), 1e-6 * (1 + mean));
        });

    [Fact]
    public void Depth_that_came_and_went_shows_in_the_mean()
    {
        var timeline = new WorkTimeline();
        timeline.At(Zero + 10, Zero + 10).Add(0, new LevelOutcomes { Submitted = 100 });
        timeline.At(Zero + 30, Zero + 30).Add(0, new LevelOutcomes { Completed = 100 });

        // Up over 5 s, there for 15 s, down over 5 s: 2000 item seconds.
        var window = timeline.Last(40, Zero, Zero + 40);
        Assert.Equal(50, window.MeanDepth(0), 6);
        Assert.Equal(2.5, window.PerSecond(window.Sum.All.Submitted));
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
        ahead.Add(0, new LevelOutcomes { Submitted = 1 });
        timeline.Add([ahead], Zero);

        Assert.Equal(Zero, Assert.Single(timeline.Buckets).Start);
        Assert.Equal(1, timeline.Last(5, Zero - 60, Zero + 1).Sum.All.Submitted);
    }
}
