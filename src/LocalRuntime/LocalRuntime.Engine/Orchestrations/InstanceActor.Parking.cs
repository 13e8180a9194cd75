using Microsoft.DurableTask.Abstractions;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

internal sealed partial class InstanceActor
{
    /// <summary>An instance whose history is damaged can still be terminated: what cannot be read is dropped.</summary>
    private async Task<IReadOnlyList<Turn>> LoadReadableTurnsAsync(long execution, StoreStep step)
    {
        try
        {
            return await LoadTurnsAsync(execution);
        }
        catch (InvalidDataException)
        {
            step.DropExecution(execution);
            return [];
        }
    }

    private bool CannotRun(InstanceRow row)
    {
        if (MustWait())
        {
            return true;
        }

        if (VersionFailure(row) is not null && services.Options.VersionFailureStrategy == Engine.VersionFailure.Reject)
        {
            _parked = $"Its version '{row.Version}' does not match this engine's '{services.Options.DefaultVersion}'.";
            LogParked(services.Logger, Id, _parked);
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

    /// <summary>A client that resumes an instance that was left alone wants it tried again; the instance itself is not told.</summary>
    private void Unpark(List<EventMail> mail, List<Action> answers)
    {
        if (_parked is null || _row is not { Status: not OrchestrationRuntimeStatus.Suspended })
        {
            return;
        }

        foreach (var resume in mail.FindAll(item => item is { Event.Kind: EventKind.ExecutionResumed, Seq: 0 }))
        {
            _parked = null;
            answers.Add(resume.Acknowledge);
            mail.Remove(resume);
        }

        if (_parked is null)
        {
            mail.InsertRange(0, _deferred);
            _deferred.Clear();
            _triesAgain = true;
        }
    }

    /// <summary>Leaves the instance alone until a client resumes it or the engine starts again: trying at every event would not help.</summary>
    private void Park(InstanceRow row, string reason, StoreStep step)
    {
        _parked = reason;
        LogParked(services.Logger, Id, reason);
        _row = row with { ParkedReason = reason };
        step.Update(_row);
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
