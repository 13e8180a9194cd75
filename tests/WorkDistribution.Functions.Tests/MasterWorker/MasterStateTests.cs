using CsCheck;
using WorkDistribution.Functions.MasterWorker.Orchestration;

namespace WorkDistribution.Functions.Tests.MasterWorker;

public sealed class MasterStateTests
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Every_task_has_exactly_one_outcome_whatever_is_lost_doubled_or_late() => Gen.Select(
        Gen.Int[1, 40], Gen.Int[1, 8], Gen.Int[1, 4], Gen.Int[0, 1_000_000]).Sample((tasks, inFlight, attempts, seed) =>
    {
        var random = new Random(seed);
        var state = MasterState.Begin(new MasterOrder("h", tasks, inFlight, 10, attempts), Start);
        var now = Start;
        var pending = new List<InFlightTask>();
        var perTask = new int[tasks];
        while (!state.IsDone)
        {
            var issued = state.Take(now);
            Assert.True(state.InFlight.Count <= inFlight);
            pending.AddRange(issued);
            foreach (var task in issued)
            {
                perTask[task.Index]++;
                Assert.True(task.Attempt <= attempts);
            }

            // The fate of one attempt: it succeeds, fails, is lost, reports twice, or late.
            if (pending.Count > 0 && random.Next(4) > 0)
            {
                var task = pending[random.Next(pending.Count)];
                var report = new TaskReport("b", task.Index, task.Attempt, random.Next(4) == 0 ? "failed" : null, random.Next(20) == 0);
                if (random.Next(3) > 0)
                {
                    pending.Remove(task);
                }

                state.Record(report);
            }
            else
            {
                now = now.AddSeconds(random.Next(12));
            }
        }

        Assert.Equal(tasks, Enumerable.Range(0, tasks).Count(state.IsCompleted) + state.Failed.Count);
        Assert.DoesNotContain(state.Failed, failed => state.IsCompleted(failed.Index));
        Assert.Equal(state.Failed.Count, state.Failed.Select(failed => failed.Index).Distinct().Count());
        Assert.All(perTask, count => Assert.InRange(count, 1, attempts));
    });

    [Fact]
    public void Lost_task_is_issued_again_until_its_attempts_are_used_up()
    {
        var state = MasterState.Begin(new MasterOrder("h", 1, 5, 10, 2), Start);

        Assert.Equal(1, Assert.Single(state.Take(Start)).Attempt);
        Assert.Empty(state.Take(Start.AddSeconds(9)));
        Assert.Equal(2, Assert.Single(state.Take(Start.AddSeconds(10))).Attempt);
        Assert.Empty(state.Take(Start.AddSeconds(20)));

        Assert.True(state.IsDone);
        Assert.Contains("No result within 10 s", Assert.Single(state.Failed).Error, StringComparison.Ordinal);
        Assert.Equal(2, state.Lost);
    }

    [Fact]
    public void Permanent_failure_is_not_tried_again()
    {
        var state = MasterState.Begin(new MasterOrder("h", 2, 5, 10, 5), Start);
        state.Take(Start);

        state.Record(new TaskReport("b", 1, 1, "wrong", Permanent: true));

        Assert.Equal(new FailedTask(1, 1, "wrong"), Assert.Single(state.Failed));
        Assert.Empty(state.Take(Start));
    }
}
