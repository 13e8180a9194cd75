using Microsoft.DurableTask.Abstractions;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

internal sealed partial class InstanceActor
{
    /// <summary>An instance whose history is damaged can still be terminated: its locks are those known up to the damage.</summary>
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
        if (failure is { ErrorType: OrchestratorNotFound })
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
        if (MustWait())
        {
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
    /// is suspended.
    /// </summary>
    private void Unpark(List<EventMail> mail, List<Action> answers)
    {
        if (_parked is null || _row is not { } row
            || mail.FindAll(item => item is { Event.Kind: EventKind.ExecutionResumed, Seq: 0 }) is not { Count: > 0 } resumes)
        {
            return;
        }

        if (row.Status != OrchestrationRuntimeStatus.Suspended)
        {
            answers.AddRange(resumes.Select(resume => (Action)resume.Acknowledge));
            mail.RemoveAll(resumes.Contains);
        }

        _parked = null;
        mail.InsertRange(0, _deferred);
        _deferred.Clear();
        _triesAgain = true;
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

    /// <summary>Stores what cannot be applied yet, so that its senders can be answered.</summary>
    private void Defer(List<EventMail> live, StoreStep step, List<Action> answers)
    {
        foreach (var item in live)
        {
            // Outcomes of activities are not stored: they come again after a restart.
            if (item.Seq == 0 && item.Ack is not null)
            {
                var row = services.Router.Row(Id, item.Event);
                item.Seq = row.Seq;
                step.Send(row);
                answers.Add(item.AcknowledgeEarly);
            }
        }

        _deferred.AddRange(live);
    }
}
