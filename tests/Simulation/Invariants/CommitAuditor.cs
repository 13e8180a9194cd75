using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Orchestrations;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.Simulation.Invariants;

/// <summary>
/// Checks every committed step against all that was committed before it: nothing is lost, nothing is applied twice,
/// every action has one outcome, and finished instances stay so.
/// </summary>
internal sealed class CommitAuditor
{
    private readonly HashSet<long> _keys = [];
    private readonly Dictionary<long, string> _messages = [];
    private readonly Dictionary<long, ExecutionLedger> _ledgers = [];
    private readonly HashSet<long> _withdrawn = [];

    /// <summary>Outcomes of activities that were recorded.</summary>
    public int ActivityOutcomes { get; private set; }

    public void InstanceCreated(InstanceRow row)
    {
        if (!_keys.Add(row.Key))
        {
            throw new InvariantViolationException($"Key {row.Key} of instance '{row.Id}' was given before.");
        }
    }

    public void InstanceChanges(InstanceRow before, OrchestrationRuntimeStatus status, long execution)
    {
        var isRewound = before.Status == OrchestrationRuntimeStatus.Failed && status == OrchestrationRuntimeStatus.Running && execution != before.Execution;
        if (before.IsFinished && !isRewound)
        {
            throw new InvariantViolationException($"Instance '{before.Id}' has ended as {before.Status} and becomes {status} (execution {execution}).");
        }
    }

    public static void InstancePurged(InstanceRow row)
    {
        if (!row.IsFinished)
        {
            throw new InvariantViolationException($"Instance '{row.Id}' is purged, but it is {row.Status}.");
        }
    }

    public void MessageSent(InboxRow row)
    {
        var what = InstanceIds.IsEntity(row.Target)
            ? "message"
            : EventCodec.DecodeMessage(row.Message).Kind.ToString();
        _withdrawn.Remove(row.Seq);
        if (!_messages.TryAdd(row.Seq, what))
        {
            throw new InvariantViolationException($"Number {row.Seq} of a message to '{row.Target}' was given before.");
        }
    }

    public void MessageConsumed(long seq, bool wasThere)
    {
        if (!wasThere && _withdrawn.Remove(seq))
        {
            return;
        }

        if (!_messages.TryGetValue(seq, out var what))
        {
            throw new InvariantViolationException($"Message {seq} is consumed, but was never sent.");
        }

        // A timer may be cancelled while it is on its way; it is dropped when it arrives.
        if (!wasThere && what != nameof(EventKind.TimerFired))
        {
            throw new InvariantViolationException($"Message {seq} ({what}) is consumed twice.");
        }
    }

    /// <summary>The store refused a step for good: what it was to send does not exist, though the engine may not know that yet.</summary>
    public void StepRejected(StoreStep step)
    {
        foreach (var row in step.Sends ?? [])
        {
            _withdrawn.Add(row.Seq);
        }
    }

    public void TurnAppended(HistoryRow row, int expectedStep)
    {
        if (row.Step != expectedStep)
        {
            throw new InvariantViolationException($"Execution {row.Execution} appends step {row.Step}, but has {expectedStep} steps.");
        }

        if (!_ledgers.TryGetValue(row.Execution, out var ledger))
        {
            _ledgers.Add(row.Execution, ledger = new ExecutionLedger(row.Execution));
        }

        var turn = EventCodec.DecodeTurn(row.Turn);
        ActivityOutcomes += ledger.Record(turn);
    }

    public void ExecutionDropped(long execution) => _ledgers.Remove(execution);

    /// <summary>Checks that nothing an instance waited for is open, now that it has ended by itself.</summary>
    public void EnsureNothingIsOpen(InstanceRow row)
    {
        if (_ledgers.TryGetValue(row.Execution, out var ledger) && ledger.OpenActivities > 0)
        {
            throw new InvariantViolationException($"Instance '{row.Id}' has ended, but {ledger.OpenActivities} of its activities have no outcome.");
        }
    }
}
