using System.Globalization;
using DurableTask.Core;
using DurableTask.Core.History;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Orchestrations;
using WorkDistribution.LocalRuntime.Engine.Storage;
using CoreEvent = DurableTask.Core.History.HistoryEvent;
using HistoryEvent = WorkDistribution.LocalRuntime.Engine.History.HistoryEvent;

namespace WorkDistribution.LocalRuntime.Engine.Client;

/// <summary>
/// A history as the official core's events: each turn is framed by OrchestratorStarted and OrchestratorCompleted, actions
/// have their number as event id, and everything else has -1.
/// </summary>
internal sealed class CoreHistory
{
    /// <summary>The event id of what no action of the orchestrator made.</summary>
    private const int NoAction = -1;

    private readonly InstanceRow _row;
    private readonly List<CoreEvent> _events = [];
    private DateTime _time;
    private int _lastAction = NoAction;

    private CoreHistory(InstanceRow row) => _row = row;

    public static IList<CoreEvent> Of(InstanceRow row, IReadOnlyList<byte[]> turns)
    {
        var history = new CoreHistory(row);
        foreach (var turn in turns)
        {
            history.Add(EventCodec.DecodeTurn(turn));
        }

        return history._events;
    }

    private void Add(Turn turn)
    {
        _time = new DateTime(turn.Ticks, DateTimeKind.Utc);
        Add(new OrchestratorStartedEvent(NoAction));
        foreach (var e in turn.Applied)
        {
            Add(Applied(e));
        }

        foreach (var action in turn.Actions)
        {
            AddAction(action);
        }

        Add(new OrchestratorCompletedEvent(NoAction));
    }

    private void Add(CoreEvent e)
    {
        e.Timestamp = _time;
        _events.Add(e);
    }

    private CoreEvent Applied(HistoryEvent e) => e.Kind switch
    {
        EventKind.ExecutionStarted => Started(),
        EventKind.ExecutionTerminated => new ExecutionTerminatedEvent(NoAction, e.Payload),
        EventKind.ExecutionSuspended => new ExecutionSuspendedEvent(NoAction, e.Payload),
        EventKind.ExecutionResumed => new ExecutionResumedEvent(NoAction, e.Payload),
        EventKind.ExecutionRewound => new ExecutionRewoundEvent(NoAction, e.Payload),
        EventKind.TaskCompleted => new TaskCompletedEvent(NoAction, e.TaskId, e.Payload),
        EventKind.TaskFailed => new TaskFailedEvent(NoAction, e.TaskId, e.Failure?.ErrorMessage, null, Details(e)),
        EventKind.TimerFired => new TimerFiredEvent(NoAction, Utc(e.Time)) { TimerId = e.TaskId },
        EventKind.SubOrchestrationCompleted => new SubOrchestrationInstanceCompletedEvent(NoAction, e.TaskId, e.Payload),
        EventKind.SubOrchestrationFailed =>
            new SubOrchestrationInstanceFailedEvent(NoAction, e.TaskId, e.Failure?.ErrorMessage, null, Details(e)),
        EventKind.EventRaised => new EventRaisedEvent(NoAction, e.Payload) { Name = e.Name },

        // An entity answers with an event, as officially, of the request's name: its number here.
        EventKind.EntityResponded or EventKind.EntityLockGranted =>
            new EventRaisedEvent(NoAction, e.Payload ?? e.Failure?.ErrorMessage) { Name = e.TaskId.ToString(CultureInfo.InvariantCulture) },
        _ => throw new InvalidDataException($"An event of kind {e.Kind} stands among those that were applied."),
    };

    private void AddAction(HistoryEvent action)
    {
        _lastAction = Math.Max(_lastAction, action.TaskId);
        switch (action.Kind)
        {
            case EventKind.TaskScheduled:
                Add(new TaskScheduledEvent(action.TaskId, action.Name!, action.Version, action.Payload) { Tags = Copy(action.Tags) });
                break;
            case EventKind.TimerCreated:
                Add(new TimerCreatedEvent(action.TaskId, Utc(action.Time)));
                break;
            case EventKind.SubOrchestrationCreated:
                Add(new SubOrchestrationInstanceCreatedEvent(action.TaskId)
                {
                    Name = action.Name,
                    Version = action.Version,
                    InstanceId = action.Target,
                    Input = action.Payload,
                    Tags = Copy(action.Tags),
                });
                break;
            case EventKind.EventSent or EventKind.EntityCalled or EventKind.EntitySignaled:
                AddSent(action, action.Target!, action.Name!);
                break;
            case EventKind.EntityLockRequested:
                // As officially: the request goes to the first entity, which passes it on.
                AddSent(action, action.Entities![0], "lock");
                break;
            case EventKind.EntityUnlocked:
                foreach (var entity in action.Entities!)
                {
                    AddSent(action, entity, "release");
                }

                break;
            case EventKind.ExecutionCompleted or EventKind.ExecutionFailed:
                Add(new ExecutionCompletedEvent(
                    _lastAction + 1, action.Payload, Enum.Parse<OrchestrationStatus>(action.Name!), Details(action)));
                break;
            default:
                throw new InvalidDataException($"An event of kind {action.Kind} stands among the actions.");
        }
    }

    private void AddSent(HistoryEvent action, string target, string name) =>
        Add(new EventSentEvent(action.TaskId) { InstanceId = target, Name = name, Input = action.Payload });

    private ExecutionStartedEvent Started() => new(NoAction, _row.Input)
    {
        OrchestrationInstance = new OrchestrationInstance
        {
            InstanceId = _row.Id,
            ExecutionId = _row.Execution.ToString(CultureInfo.InvariantCulture),
        },
        Name = _row.Name,
        Version = _row.Version,
        Tags = Copy(_row.Tags),
        Generation = _row.Generation,
        ScheduledStartTime = _row.StartAt == 0 ? null : Utc(_row.StartAt),
        ParentInstance = _row is { NotifiesParent: true, ParentId: { } parent }
            ? new ParentInstance
            {
                Name = _row.ParentName,
                OrchestrationInstance = new OrchestrationInstance { InstanceId = parent },
                TaskScheduleId = _row.ParentTaskId,
            }
            : null,
    };

    private static FailureDetails? Details(HistoryEvent e) => e.Failure is { } failure ? Failures.Core(failure) : null;

    private static DateTime Utc(long ticks) => new(ticks, DateTimeKind.Utc);

    private static Dictionary<string, string>? Copy(IReadOnlyDictionary<string, string>? tags) =>
        tags is { Count: > 0 } ? new Dictionary<string, string>(tags, StringComparer.Ordinal) : null;
}
