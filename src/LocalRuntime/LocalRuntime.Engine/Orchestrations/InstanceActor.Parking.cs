using Microsoft.DurableTask.Abstractions;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

internal sealed partial class InstanceActor
{
    /// <summary>Whether the history could be read only in part, for a termination.</summary>
    private bool _isUnreadable;

    /// <summary>An instance whose history is damaged can still be terminated.</summary>
    private async Task<IReadOnlyList<Turn>> LoadReadableTurnsAsync(long execution, StoreStep step)
    {
        List<Turn> readable = [];
        try
        {
            foreach (var row in await services.Store.LoadHistoryAsync(execution))
            {
                readable.Add(EventCodec.DecodeTurn(row));
            }
        }
        catch (InvalidDataException)
        {
            _isUnreadable = true;
            step.DropExecution(execution);
        }

        return readable;
    }

    /// <summary>
    /// Brings the orchestrator into memory. A first turn that cannot be taken fails the instance, as officially; one that has
    /// a history is not given up for code that does not fit it, nor any for a function that is missing.
    /// </summary>
    /// <exception cref="UnrunnableInstanceException">The instance has to be parked.</exception>
    private async Task<FailureInfo?> HydrateOrParkAsync(IReadOnlyList<Turn> turns)
    {
        var failure = await HydrateAsync(turns);
        if (failure is { ErrorType: DurableFunctionRegistry.OrchestratorNotFoundType })
        {
            throw new UnrunnableInstanceException(
                $"{failure.ErrorMessage} The instance goes on when the host starts with that function, or resume or terminate it.");
        }

        // The test mode is there to find such code, so there it fails the instance.
        if (failure is not null && turns.Count > 0 && !services.Options.ReplayAtEveryEvent)
        {
            throw new UnrunnableInstanceException(
                $"Its replay failed: {failure.ErrorMessage} Once the code is mended, restart the host or resume the instance; or terminate it.");
        }

        return failure;
    }

    private bool CannotRun(InstanceRow row, StoreStep step)
    {
        if (_parked is not null || IsEarly())
        {
            return true;
        }

        if (_refusal is not null)
        {
            Park(row, _refusal, step);
            return true;
        }

        if (VersionFailure(row) is not null && services.Options.VersionFailureStrategy == Engine.VersionFailure.Reject)
        {
            Park(row, $"Its version '{row.Version}' does not match this engine's '{services.Options.DefaultVersion}'.", step);
            return true;
        }

        return false;
    }

    private FailureInfo? VersionFailure(InstanceRow row)
    {
        if (services.Options.DefaultVersion is not { Length: > 0 } own)
        {
            return null;
        }

        var matches = services.Options.VersionMatchStrategy switch
        {
            VersionMatch.Strict => string.Equals(own, row.Version, StringComparison.OrdinalIgnoreCase),
            VersionMatch.CurrentOrOlder => TaskOrchestrationVersioningUtils.CompareVersions(row.Version, own) <= 0,
            _ => true,
        };
        return matches
            ? null
            : new FailureInfo(
                "VersionMismatch",
                $"The orchestration's version '{row.Version}' does not comply with the engine's version '{own}' ({services.Options.VersionMatchStrategy}).",
                IsNonRetriable: true);
    }

    /// <summary>
    /// A client that resumes an instance that was left alone wants it tried again; the instance itself is told only if it
    /// is suspended. One that terminates it ends it whatever is wrong, and the next start tries again too.
    /// </summary>
    private async Task UnparkAsync(List<EventMail> mail, List<Action> answers)
    {
        var isWoken = _isWoken;
        _isWoken = false;
        var ends = mail.Exists(item => item.Event.Kind == EventKind.ExecutionTerminated);
        if (ends && _deferred.Count > 0)
        {
            mail.InsertRange(0, _deferred);
            _deferred.Clear();
        }

        if (_parked is null || _row is not { } row)
        {
            return;
        }

        var resumes = mail.FindAll(item => item is { Event.Kind: EventKind.ExecutionResumed, Seq: 0 });
        if (!isWoken && resumes.Count == 0 && !ends)
        {
            return;
        }

        if (row.Status != OrchestrationRuntimeStatus.Suspended)
        {
            answers.AddRange(resumes.Select(resume => (Action)resume.Acknowledge));
            mail.RemoveAll(resumes.Contains);
        }

        mail.InsertRange(0, await HeldAsync());
        _parked = null;
        _triesAgain = true;
    }

    /// <summary>What is held for the instance while it is parked. The step that ends that consumes all of it.</summary>
    private async Task<List<EventMail>> HeldAsync()
    {
        List<EventMail> held = [];
        foreach (var row in await services.Store.LoadHeldAsync(Id))
        {
            try
            {
                held.Add(new EventMail(EventCodec.DecodeMessage(row.Message)) { Seq = row.Seq, IsHeld = true });
            }
            catch (InvalidDataException e)
            {
                LogUnreadableMessage(services.Logger, row.Seq, Id, e.Message);
            }
        }

        return held;
    }

    /// <summary>Leaves the instance alone until a client resumes it or the engine starts again: trying at every event would not help.</summary>
    private void Park(InstanceRow row, string reason, StoreStep step)
    {
        _parked = reason;
        LogParked(services.Logger, Id, reason);
        if (row.ParkedReason != reason || !row.Work.HasFlag(PendingWork.Parked))
        {
            _row = row with { ParkedReason = reason, Work = row.Work | PendingWork.Parked };
            step.Update(_row);
        }
    }

    private void DeferOrHold(List<EventMail> live, StoreStep step, List<Action> answers)
    {
        if (_parked is null)
        {
            Defer(live, step, answers);
        }
        else
        {
            Hold(live, step, answers);
        }
    }

    /// <summary>Keeps what arrives before the start time, and stores it, so that its senders can be answered.</summary>
    private void Defer(List<EventMail> live, StoreStep step, List<Action> answers)
    {
        foreach (var item in live)
        {
            var seq = item.Seq;
            if (seq == 0)
            {
                var row = services.Router.Row(Id, item.Event);
                seq = row.Seq;
                step.Send(row);
            }

            answers.Add(() =>
            {
                item.Seq = seq;
                item.AcknowledgeEarly();
                _deferred.Add(item);
            });
        }
    }

    /// <summary>
    /// Stores what a parked instance cannot apply, outcomes of activities too: it does not stay in memory for them.
    /// </summary>
    private void Hold(List<EventMail> live, StoreStep step, List<Action> answers)
    {
        foreach (var item in live.Where(item => !item.IsHeld))
        {
            if (item.Seq != 0)
            {
                step.Consume(item.Seq);
            }

            step.Send(services.Router.Row(Id, item.Event, InboxRow.Held));
            answers.Add(item.Acknowledge);
        }
    }

    /// <summary>The entities that the instance holds, whatever its history says.</summary>
    private async Task<IReadOnlyList<EntityRow>> LockedEntitiesAsync()
    {
        List<EntityRow> locked = [];
        var filter = new EntityFilter { LockedBy = Id, IncludeStateless = true, Limit = 1000 };
        while (true)
        {
            var page = await services.Store.QueryEntitiesAsync(filter);
            locked.AddRange(page);
            if (page.Count < filter.Limit)
            {
                return locked;
            }

            filter = filter with { After = page[^1].Id };
        }
    }
}
