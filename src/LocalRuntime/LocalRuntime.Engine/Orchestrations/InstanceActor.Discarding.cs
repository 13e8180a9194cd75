using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>A turn that the platform failed, not the code: it took too long, or memory ran out.</summary>
internal sealed partial class InstanceActor
{
    /// <summary>Null if turns have no limit.</summary>
    private TurnWatch? WatchTurn(InstanceRow row) => services.Options.OrchestrationTurnTimeout is { } limit
        ? new TurnWatch(services.Queue.Clock, limit, () => LogTurnGoesOn(services.Logger, row.Name, Id, limit))
        : null;

    /// <summary>
    /// Keeps nothing of the turn, and takes it again later, less and less often. What clients asked for is stored first: they
    /// are not to wait for code that may never come to its end in time.
    /// </summary>
    private void DiscardTurn(InstanceRow row, List<EventMail> live, Exception reason)
    {
        LogTurnDiscarded(services.Logger, row.Name, Id, reason.Message);
        Forget();
        var step = new StoreStep();
        List<(EventMail Item, long Seq)> stored = [];
        foreach (var item in live.Where(item => item is { Seq: 0, Ack: not null }))
        {
            var message = services.Router.Row(Id, item.Event);
            step.Send(message);
            stored.Add((item, message.Seq));
        }

        if (stored.Count == 0)
        {
            TryAgain();
        }
        else
        {
            Submit(step, TryAgain);
        }

        void TryAgain()
        {
            foreach (var (item, seq) in stored)
            {
                item.Seq = seq;
                item.AcknowledgeEarly();
            }

            TryAgainLater(Refuse(new InvalidOperationException(
                $"The request was not done, because the turn of instance '{Id}' was discarded: {reason.Message}", reason)));
        }
    }

    [LoggerMessage(EventId = 305, Level = LogLevel.Warning,
        Message = "Orchestration '{Orchestrator}', instance '{InstanceId}': its turn is discarded, and taken again later. {Reason}")]
    private static partial void LogTurnDiscarded(ILogger logger, string orchestrator, string instanceId, string reason);

    [LoggerMessage(EventId = 306, Level = LogLevel.Warning,
        Message = "Orchestration '{Orchestrator}', instance '{InstanceId}', has been in a turn for longer than the limit of {Limit}. "
            + "It cannot be interrupted; an orchestrator must not block, compute for long or wait for anything but its context.")]
    private static partial void LogTurnGoesOn(ILogger logger, string orchestrator, string instanceId, TimeSpan limit);
}
