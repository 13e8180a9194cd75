using WorkDistribution.Functions.Sagas;
using WorkDistribution.Functions.Sagas.Orchestration;

namespace WorkDistribution.Functions.Tests.Sagas;

public sealed class SagaOnEngineTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Steps_run_in_order_with_retries_and_stable_keys(bool replay)
    {
        await using var sagas = new DurableSagas(Three, options => options.ReplayAtEveryEvent = replay);
        sagas.Script.Fail("b", times: 2);

        var id = await sagas.StartAsync();
        var status = await sagas.UntilAsync(id, SagaStates.Completed);

        Assert.Equal(["a", "b", "b", "b", "c"], sagas.Script.Called);
        Assert.Equal([1, 3, 1], status.Steps.Select(step => step.Attempts));
        Assert.All(status.Steps, step => Assert.Equal(("done", "none"), (step.State, step.Compensation)));
        Assert.All(sagas.Script.Calls, call => Assert.Equal($"{id}-{call.Step}", call.IdempotencyKey));
        Assert.Equal("a done", sagas.Script.Calls.Last().Results["a"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refused_step_has_the_steps_before_it_undone_in_reverse(bool replay)
    {
        await using var sagas = new DurableSagas(Three, options => options.ReplayAtEveryEvent = replay);
        sagas.Script.Refuse("c");

        var status = await sagas.UntilAsync(await sagas.StartAsync(), SagaStates.Compensated);

        Assert.Equal(["a", "b", "c", "undo b", "undo a"], sagas.Script.Called);
        Assert.Equal("c refused: No more of it.", status.Reason);
        Assert.Equal(["done", "done", "none"], status.Steps.Select(step => step.Compensation));
        Assert.Equal([1, 1, 0], status.Steps.Select(step => step.CompensationAttempts));
        Assert.Single(sagas.Script.Calls.Where(call => call.Step == "a").Select(call => call.IdempotencyKey).Distinct());
    }

    [Fact]
    public async Task Step_whose_outcome_is_open_is_undone_too()
    {
        await using var sagas = new DurableSagas(Three);
        sagas.Script.Fail("b");
        sagas.Script.FailUndo("a", times: 4);

        var status = await sagas.UntilAsync(await sagas.StartAsync(), SagaStates.Compensated);

        Assert.Equal(["a", "b", "b", "b", "undo b", "undo a", "undo a", "undo a", "undo a", "undo a"], sagas.Script.Called);
        Assert.Equal("failed", status.Steps[1].State);
        Assert.Equal("b failed: Injected failure 3.", status.Reason);
        Assert.Equal(5, status.Steps[0].CompensationAttempts);
    }

    [Fact]
    public async Task Compensation_that_keeps_failing_is_parked_retried_and_skipped_by_an_operator()
    {
        await using var sagas = new DurableSagas(Three);
        sagas.Script.Refuse("c");
        sagas.Script.FailUndo("b");

        var id = await sagas.StartAsync();
        var parked = await sagas.UntilAsync(id, SagaStates.Parked);
        Assert.Equal(("parked", 10, 1), (parked.Steps[1].Compensation, parked.Steps[1].CompensationAttempts, parked.Steps[1].Parkings));
        Assert.Equal("none", parked.Steps[0].Compensation);

        await sagas.ResolveAsync(id, "b", 1, SagaDecision.Retry, "The shop is up again.");
        await sagas.UntilAsync(id, SagaStates.Compensating);
        var again = await sagas.UntilAsync(id, SagaStates.Parked);
        Assert.Equal((20, 2), (again.Steps[1].CompensationAttempts, again.Steps[1].Parkings));

        // The same decision once more decides nothing.
        await sagas.ResolveAsync(id, "b", 1, SagaDecision.Skip, "Twice.");
        Assert.Equal(SagaStates.Parked, (await sagas.StatusAsync(id)).State);
        await sagas.ResolveAsync(id, "b", 2, SagaDecision.Skip, "Undone by hand.");
        var status = await sagas.UntilAsync(id, SagaStates.Compensated);

        Assert.Equal(["done", "skipped", "none"], status.Steps.Select(step => step.Compensation));
        Assert.Equal([("b", "retry", "ada", "The shop is up again."), ("b", "skip", "ada", "Undone by hand.")], status.Decisions.Select(decision => (decision.Step, decision.Action, decision.By, decision.Reason!)));
    }

    [Fact]
    public async Task Behind_the_pivot_the_saga_goes_forward_only()
    {
        await using var sagas = new DurableSagas(saga => saga
            .Step<ScriptedStep>("a").Step<ScriptedFinalStep>("pivot", step => step.IsPivot = true).Step<ScriptedFinalStep>("c").Step<ScriptedFinalStep>("d"));
        sagas.Script.Fail("c", times: 4);
        sagas.Script.Refuse("d");

        var id = await sagas.StartAsync();
        var parked = await sagas.UntilAsync(id, SagaStates.Parked);
        Assert.Equal("parked", parked.Steps[2].State);

        // Nobody comes: it is tried again by itself after a day.
        sagas.Time.Advance(TimeSpan.FromDays(1));
        var next = await sagas.UntilAsync(id, SagaStates.Parked);
        next = next.Steps[2].State == "parked" ? await sagas.UntilAsync(id, SagaStates.Running) : next;
        next = await sagas.UntilAsync(id, SagaStates.Parked);
        Assert.Equal(("done", 5, "parked"), (next.Steps[2].State, next.Steps[2].Attempts, next.Steps[3].State));
        await sagas.ResolveAsync(id, "d", 1, SagaDecision.Skip, "Done by hand.");
        var status = await sagas.UntilAsync(id, SagaStates.Completed);

        Assert.Equal(["done", "done", "done", "skipped"], status.Steps.Select(step => step.State));
        Assert.DoesNotContain(sagas.Script.Called, call => call.StartsWith("undo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Group_runs_in_parallel_and_is_undone_as_one()
    {
        await using var sagas = new DurableSagas(saga => saga
            .Step<ScriptedStep>("a")
            .Step<ScriptedStep>("b", step => step.Group = "g")
            .Step<ScriptedStep>("c", step => step.Group = "g")
            .Step<ScriptedStep>("d", step => step.Group = "g")
            .Step<ScriptedStep>("e"));
        // Each waits until the others have started: one after the other they would never end.
        using var started = new CountdownEvent(3);
        foreach (var step in (string[])["b", "c", "d"])
        {
            sagas.Script.Actions[step] = async (call, cancellationToken) =>
            {
                started.Signal();
                await Task.Run(() => started.Wait(cancellationToken), cancellationToken);
                return call.Step == "c" ? throw new SagaRefusedException("No.") : null;
            };
        }

        var status = await sagas.UntilAsync(await sagas.StartAsync(), SagaStates.Compensated);

        Assert.Equal(["done", "done", "none", "done", "none"], status.Steps.Select(step => step.Compensation));
        Assert.Equal("undo a", sagas.Script.Called.Last());
        Assert.DoesNotContain("e", sagas.Script.Called);
    }

    [Fact]
    public async Task Attempt_that_takes_too_long_is_given_up_and_its_token_cancelled()
    {
        await using var sagas = new DurableSagas(saga => saga.Step<ScriptedStep>("a", step => step.Timeout = TimeSpan.FromSeconds(5)));
        var cancelled = 0;
        sagas.Script.Actions["a"] = async (call, cancellationToken) =>
        {
            if (call.Attempt < 3)
            {
                using var registration = cancellationToken.Register(() => Interlocked.Increment(ref cancelled));
                await new TaskCompletionSource().Task;
            }

            return null;
        };

        var status = await sagas.UntilBusyAsync(await sagas.StartAsync(untilIdle: false), SagaStates.Completed);

        Assert.Equal(3, status.Steps[0].Attempts);
        Assert.Equal(2, cancelled);
    }

    [Theory]
    [InlineData(SagaDecision.Approve, SagaStates.Completed)]
    [InlineData(SagaDecision.Reject, SagaStates.Compensated)]
    [InlineData(null, SagaStates.Compensated)]
    public async Task Approval_decides_or_runs_out_of_time(string? decision, string end)
    {
        await using var sagas = new DurableSagas(WithApproval);
        var id = await sagas.StartAsync(needsApproval: true);
        var waiting = await sagas.UntilAsync(id, SagaStates.WaitingForApproval);
        Assert.Equal(new DateTime(2026, 1, 1, 1, 0, 0, DateTimeKind.Utc), waiting.Steps[1].WaitsUntil);

        if (decision is null)
        {
            sagas.Time.Advance(TimeSpan.FromHours(1));
        }
        else
        {
            await sagas.DecideAsync(id, "ok", decision, "Seen.");
        }

        var status = await sagas.UntilAsync(id, end);

        Assert.Equal(end == SagaStates.Completed ? ["a", "c"] : ["a", "undo a"], sagas.Script.Called);
        Assert.Equal(decision is null ? [] : [decision], status.Decisions.Select(taken => taken.Action));
        Assert.Null(status.Steps[1].WaitsUntil);
    }

    [Fact]
    public async Task Approval_that_is_not_needed_is_passed_over()
    {
        await using var sagas = new DurableSagas(WithApproval);

        var status = await sagas.UntilAsync(await sagas.StartAsync(), SagaStates.Completed);

        Assert.Equal(["done", "notNeeded", "done"], status.Steps.Select(step => step.State));
    }

    [Fact]
    public async Task Status_of_the_largest_saga_fits_whatever_its_texts_hold()
    {
        await using var sagas = new DurableSagas(saga =>
        {
            for (var i = 0; i < 14; i++)
            {
                saga.Step<ScriptedStep>($"{new string('s', 38)}{i}", step => step.Group = "g");
            }
        });
        var text = string.Concat(Enumerable.Repeat("\"ÄÖ\u0001😀", 100));
        for (var i = 0; i < 14; i++)
        {
            sagas.Script.Actions[$"{new string('s', 38)}{i}"] = (_, _) => throw new IOException(text);
            sagas.Script.Compensations[$"{new string('s', 38)}{i}"] = (_, _) => throw new IOException(text);
        }

        var id = await sagas.StartAsync();
        var status = await sagas.UntilAsync(id, SagaStates.Parked);
        for (var i = 0; i < 10; i++)
        {
            await sagas.ResolveAsync(id, status.Steps[0].Step, status.Steps[0].Parkings, SagaDecision.Retry, text);
            await sagas.UntilAsync(id, SagaStates.Parked);
            status = await sagas.StatusAsync(id);
        }

        Assert.All(status.Steps, step => Assert.EndsWith("...", step.CompensationError, StringComparison.Ordinal));
    }

    private static void Three(SagaBuilder<ScriptedInput> saga) => saga.Step<ScriptedStep>("a").Step<ScriptedStep>("b").Step<ScriptedStep>("c");

    private static void WithApproval(SagaBuilder<ScriptedInput> saga) =>
        saga.Step<ScriptedStep>("a").Approval("ok", input => input.NeedsApproval, TimeSpan.FromHours(1)).Step<ScriptedStep>("c");
}
