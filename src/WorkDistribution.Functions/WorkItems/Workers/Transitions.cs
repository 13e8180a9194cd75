using Microsoft.Extensions.Options;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Packs;

namespace WorkDistribution.Functions.WorkItems.Workers;

/// <summary>How an item changes. Every change of state is a step of the state machine; storing it is guarded by the version read.</summary>
internal sealed class Transitions(IOptions<WorkItemsOptions> options, TimeProvider time, Random random)
{
    private readonly WorkItemsOptions _options = options.Value;
    private readonly RetryBackoff _backoff = new(options.Value.RetryDelay, options.Value.RetryFactor, options.Value.MaxRetryDelay);

    /// <summary>A worker takes a waiting item.</summary>
    public WorkItem Claim(WorkItem item, string worker)
    {
        var now = time.GetUtcNow();
        var pending = item.State == WorkItemState.Retrying ? WorkItemStateMachine.Move(item.State, WorkItemState.Pending) : item.State;
        return item with
        {
            State = WorkItemStateMachine.Move(pending, WorkItemState.Running),
            Worker = worker,
            Attempt = item.Attempt + 1,
            StartedAt = now,
            ClaimableAt = item.Visible,
            Visible = now + _options.Lease,
        };
    }

    /// <summary>A worker takes a waiting pack.</summary>
    public WorkPack Claim(WorkPack pack, string worker)
    {
        var now = time.GetUtcNow();
        return pack with
        {
            State = WorkItemStateMachine.Move(pack.State, WorkItemState.Running),
            Worker = worker,
            StartedAt = now,
            ClaimableAt = pack.Visible,
            Visible = now + _options.Lease,
        };
    }

    /// <summary>A worker keeps an item for another lease.</summary>
    public WorkItem Renew(WorkItem item) => item with { Visible = time.GetUtcNow() + _options.Lease };

    /// <summary>An attempt ended well.</summary>
    public WorkItem Complete(WorkItem item, string? result)
    {
        var now = time.GetUtcNow();
        return Finish(item, WorkItemStateMachine.Move(item.State, WorkItemState.Completed), now)
            .With(Attempt(item, now, WorkAttemptResults.Completed, null)) with
        { Result = result };
    }

    /// <summary>An attempt failed: the item is tried again after a back-off while retries are left.</summary>
    /// <param name="item">The running item.</param>
    /// <param name="result">One of <see cref="WorkAttemptResults"/>.</param>
    /// <param name="error">Why.</param>
    /// <param name="isPermanent">Whether trying again cannot help.</param>
    public WorkItem Fail(WorkItem item, string result, string error, bool isPermanent)
    {
        var now = time.GetUtcNow();
        var failed = item.With(Attempt(item, now, result, error)) with
        {
            State = WorkItemStateMachine.Move(item.State, WorkItemState.Failed),
            Failures = item.Failures + 1,
        };
        return isPermanent || failed.Failures > failed.MaxRetries
            ? Finish(failed, failed.State, now)
            : failed with { State = WorkItemStateMachine.Move(failed.State, WorkItemState.Retrying), Visible = now + _backoff.Delay(failed.Failures, random) };
    }

    /// <summary>Somebody cancelled the item: it ends FAILED.</summary>
    public WorkItem Cancel(WorkItem item)
    {
        const string Reason = "Cancelled by request.";
        var now = time.GetUtcNow();
        var ended = item.State == WorkItemState.Running ? item.With(Attempt(item, now, WorkAttemptResults.Cancelled, Reason)) : item with { LastError = Reason };
        var from = item.State == WorkItemState.Retrying ? WorkItemStateMachine.Move(item.State, WorkItemState.Pending) : item.State;
        return Finish(ended, WorkItemStateMachine.Move(from, WorkItemState.Failed), now) with { Cancelled = true };
    }

    /// <summary>
    /// A lease ran out. The worker is lost, which is not the item's fault: it uses up no retry and waits for no back-off; but an item
    /// that loses too many workers ends FAILED.
    /// </summary>
    public WorkItem Expire(WorkItem item)
    {
        var now = time.GetUtcNow();
        var reason = $"Worker '{item.Worker}' was lost: its lease ended at {item.Visible:O}.";
        var failed = item.With(Attempt(item, now, WorkAttemptResults.LeaseExpired, reason)) with
        {
            State = WorkItemStateMachine.Move(item.State, WorkItemState.Failed),
            Losses = item.Losses + 1,

            // The worker may have been lost between the outcome and the index.
            CheckOutcome = true,
        };
        if (item.CancelRequested)
        {
            return Finish(failed, failed.State, now) with { Cancelled = true };
        }

        return failed.Losses > _options.MaxLosses
            ? Finish(failed, failed.State, now) with { LastError = $"{reason} It has lost {failed.Losses} workers; {_options.MaxLosses} are allowed." }
            : Requeue(failed, now);
    }

    /// <summary>A worker gives an item back, because its host stops.</summary>
    public WorkItem Release(WorkItem item)
    {
        var now = time.GetUtcNow();
        var released = item.With(Attempt(item, now, WorkAttemptResults.Released, "The worker stopped.")) with
        {
            State = WorkItemStateMachine.Move(item.State, WorkItemState.Failed),
        };
        return Requeue(released, now);
    }

    /// <summary>Somebody starts a failed item anew: its row is to be inserted again, and its outcome counts no more once another is there.</summary>
    /// <exception cref="IllegalTransitionException">The item did not fail.</exception>
    public WorkItem Redrive(WorkItem outcome) => outcome with
    {
        State = WorkItemStateMachine.Redrive(outcome.State),
        Visible = time.GetUtcNow(),
        Generation = outcome.Generation + 1,
        Failures = 0,
        Losses = 0,
        Cancelled = false,
        CancelRequested = false,
        FinishedAt = null,

        // Two requests may each insert the row, the second one when the first life of it is over.
        CheckOutcome = true,
    };

    private static WorkItem Requeue(WorkItem failed, DateTimeOffset now) => failed with
    {
        State = WorkItemStateMachine.Move(WorkItemStateMachine.Move(failed.State, WorkItemState.Retrying), WorkItemState.Pending),
        Visible = now,
    };

    private static WorkItem Finish(WorkItem item, WorkItemState state, DateTimeOffset now) =>
        item with { State = state, Visible = DateTimeOffset.MaxValue, FinishedAt = now };

    private static WorkAttempt Attempt(WorkItem item, DateTimeOffset now, string result, string? error) =>
        new(item.Attempt, item.Worker, item.StartedAt, now, result, error);
}
