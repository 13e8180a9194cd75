using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Engine.Storage;
using WorkDistribution.Simulation.Invariants;

namespace WorkDistribution.Simulation.Engine;

/// <summary>
/// One process's access to the durable state: where its operations are delayed, refused, or are its last. A commit takes
/// effect as a whole, some time after it was asked for; reads see committed state only.
/// </summary>
internal sealed class SimulatedStore(SimulatedWorld world, SimulatedProcess process) : IDurableStore
{
    private readonly HashSet<StoreStep> _rejected = [];

    public ValueTask<StoreContents> OpenAsync(CancellationToken cancellationToken) => ReadAsync(world.State.Contents);

    public ValueTask CommitAsync(IReadOnlyList<StoreStep> steps)
    {
        var fault = steps.Any(_rejected.Contains) ? Fault.Rejection : world.Faults.NextCommit();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Finish()
        {
            switch (fault)
            {
                case Fault.CrashBefore:
                    process.Crash();
                    break;
                case Fault.Refusal:
                    done.SetException(Unavailable());
                    break;
                case Fault.Rejection:
                    Reject(steps);
                    done.SetException(new RejectedStepException());
                    break;
                case Fault.CrashAfter:
                    Apply(steps);
                    process.Crash();
                    break;
                default:
                    Apply(steps);
                    done.SetResult();
                    break;
            }
        }

        if (world.Faults.IsDelayed())
        {
            _ = process.Clock.CreateTimer(
                _ => Finish(), null, TimeSpan.FromMilliseconds(world.Random.Next(1, 3000)), Timeout.InfiniteTimeSpan);
        }
        else
        {
            process.Post(Finish);
        }

        return new ValueTask(done.Task);
    }

    public ValueTask<InstanceRow?> FindInstanceAsync(string id, bool withInput) => ReadAsync(() => world.State.FindInstance(id, withInput));

    public ValueTask<IReadOnlyList<InstanceRow>> QueryInstancesAsync(InstanceFilter filter) => ReadAsync(() => world.State.Query(filter));

    public ValueTask<IReadOnlyList<byte[]>> LoadHistoryAsync(long execution) => ReadAsync(() => world.State.History(execution));

    public ValueTask<IReadOnlyList<InboxRow>> LoadHeldAsync(string target) => ReadAsync(() => world.State.Held(target));

    public ValueTask<EntityRow?> FindEntityAsync(string id) => ReadAsync(() => world.State.FindEntity(id));

    public ValueTask<IReadOnlyList<EntityRow>> QueryEntitiesAsync(EntityFilter filter) => ReadAsync(() => world.State.Query(filter));

    public ValueTask DisposeAsync() => default;

    private static StoreUnavailableException Unavailable() => new("The disk that holds the state folder is full (simulated).");

    /// <summary>Refuses a step for good: one of them, or the one that was refused before.</summary>
    private void Reject(IReadOnlyList<StoreStep> steps)
    {
        if (!steps.Any(_rejected.Contains))
        {
            _rejected.Add(steps[world.Random.Next(steps.Count)]);
        }

        if (steps is [var alone] && _rejected.Contains(alone))
        {
            world.State.Auditor.StepRejected(alone);
        }
    }

    private void Apply(IReadOnlyList<StoreStep> steps)
    {
        try
        {
            world.State.Commit(steps);
        }
        catch (InvariantViolationException e)
        {
            world.Violate(e.Message);
        }
    }

    private ValueTask<T> ReadAsync<T>(Func<T> read)
    {
        if (process.HasCrashed)
        {
            return Never<T>();
        }

        switch (world.Faults.Next())
        {
            case Fault.CrashBefore or Fault.CrashAfter:
                process.Crash();
                return Never<T>();
            case Fault.Refusal:
                return ValueTask.FromException<T>(Unavailable());
            default:
                break;
        }

        if (!world.Faults.IsSlowRead())
        {
            return ValueTask.FromResult(read());
        }

        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Post(() => done.SetResult(read()));
        return new ValueTask<T>(done.Task);
    }

    private static ValueTask<T> Never<T>() => new(new TaskCompletionSource<T>().Task);
}
