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
        var activities = new List<(InstanceRow Row, IReadOnlyCollection<HistoryEvent>? Open)>();
        foreach (var row in contents.Unfinished.Where(row => row.Work.HasFlag(PendingWork.Activities)))
        {
            activities.Add((row, await ReadOpenActivitiesAsync(row)));
        }

        _services.IsOpen = true;
        foreach (var row in contents.Inbox.OrderBy(row => row.Due != InboxRow.First))
        {
            RecoverMessage(row);
        }

        foreach (var (row, open) in activities)
        {
            if (open is not null)
            {
                _services.Activities.Schedule(row.Id, row.Execution, open);
            }
            else
            {
                _services.Instances.Post(row.Id, new WakeMail { ActivitiesUnread = true });
            }
        }

        foreach (var row in contents.Unfinished.Where(row => (row.Work & (PendingWork.Turn | PendingWork.Parked)) != 0))
        {
            // Without the row: this one was read without its input.
            _services.Instances.WakeStored(row);
        }
    }

    /// <summary>The activities without an outcome, or null if the history cannot be read.</summary>
    private async Task<IReadOnlyCollection<HistoryEvent>?> ReadOpenActivitiesAsync(InstanceRow row)
    {
        var turns = await _services.Store.LoadHistoryAsync(row.Execution);
        try
        {
            return new HistoryScan(turns.Select(turn => EventCodec.DecodeTurn(turn))).OpenActivities;
        }
        catch (InvalidDataException e)
        {
            // One damaged instance must not keep the others from running. It parks itself, and schedules them once it is mended.
            LogUnreadable(_services.Logger, row.Id, e.Message);
            return null;
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
