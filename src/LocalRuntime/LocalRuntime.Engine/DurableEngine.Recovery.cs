using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Orchestrations;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine;

public sealed partial class DurableEngine
{
    private async Task RecoverAsync(StoreContents contents)
    {
        _services.Ids.Start(contents.NextKey, contents.NextSeq);

        // All of it is read before any of it runs: what a turn schedules meanwhile would be found here a second time.
        var activities = new List<(InstanceRow Row, IReadOnlyCollection<HistoryEvent> Open)>();
        var held = contents.Inbox.Where(row => row.Due == InboxRow.Held).ToLookup(row => row.Target, StringComparer.Ordinal);
        foreach (var row in contents.Unfinished.Where(row => row.Work.HasFlag(PendingWork.Activities)))
        {
            activities.Add((row, await ReadOpenActivitiesAsync(row, held[row.Id])));
        }

        // Nothing takes a turn before everything that is known has arrived. Who was parked is told first that it may try again.
        foreach (var row in contents.Unfinished.Where(row => (row.Work & (PendingWork.Turn | PendingWork.Parked)) != 0))
        {
            // Without the row: this one was read without its input.
            _services.Instances.WakeStored(row);
        }

        // What is held for the parked is read by them.
        var parked = contents.Unfinished.Where(row => row.Work.HasFlag(PendingWork.Parked)).Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var row in contents.Inbox.Where(row => row.Due != InboxRow.Held || !parked.Contains(row.Target)).OrderBy(row => row.Rank))
        {
            RecoverMessage(row);
        }

        _services.IsOpen = true;
        _services.OrchestrationTurns.Open();
        _services.EntityTurns.Open();

        foreach (var (row, open) in activities)
        {
            _services.Activities.Schedule(row.Id, row.Execution, open);
        }
    }

    /// <summary>The activities without an outcome, neither in the history nor held for it while it is parked.</summary>
    private async Task<IReadOnlyCollection<HistoryEvent>> ReadOpenActivitiesAsync(InstanceRow row, IEnumerable<InboxRow> held)
    {
        var turns = await _services.Store.LoadHistoryAsync(row.Execution);
        try
        {
            var scan = new HistoryScan(turns.Select(turn => EventCodec.DecodeTurn(turn)));
            return scan.OpenActivitiesBut(held.Select(message => EventCodec.DecodeMessage(message.Message)), row.Execution);
        }
        catch (InvalidDataException e)
        {
            // One damaged instance must not keep the others from running. It parks itself, and schedules them once it is mended.
            LogUnreadable(_services.Logger, row.Id, e.Message);
            _services.Activities.SetUnscheduled(row.Execution);
            _services.Instances.Post(row.Id, new WakeMail { IsForced = true });
            return [];
        }
    }

    private void RecoverMessage(in InboxRow row)
    {
        try
        {
            _services.Router.Recover(row);
        }
        catch (InvalidDataException e)
        {
            LogUnreadableMessage(_services.Logger, row.Seq, row.Target, e.Message);
        }
    }
}
