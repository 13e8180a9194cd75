using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Orchestrations;
using WorkDistribution.LocalRuntime.Engine.Runtime;
using WorkDistribution.LocalRuntime.Engine.Storage;
using WorkDistribution.LocalRuntime.Engine.Telemetry;

namespace WorkDistribution.LocalRuntime.Engine.Entities;

/// <summary>What one turn of an entity changes and sends.</summary>
internal sealed partial class EntityTurn(EngineServices services, EntityRow row)
{
    private readonly TurnEffects _effects = new(services, row.Id, 0);
    private readonly List<EntityMail> _done = [];
    private List<FinishedSpan>? _spans;
    private bool _changed;

    public StoreStep Step { get; } = new();

    public EntityRow Row { get; private set; } = row;

    /// <summary>Notes that the message is dealt with.</summary>
    public void Consume(EntityMail item)
    {
        if (item.Seq != 0)
        {
            Step.Consume(item.Seq);
        }

        _done.Add(item);
    }

    /// <summary>Notes that the sender can be answered after the commit, although the message still waits.</summary>
    public void Finished(EntityMail item) => _done.Add(item);

    public void Release(EntityMessage message)
    {
        if (Row.LockedBy == message.CallerId && Row.LockId == message.LockId && IsOf(message, Row.LockedByExecution))
        {
            Row = Row with { LockedBy = null, LockedByExecution = 0, LockId = null };
            _changed = true;
        }
    }

    /// <summary>Locks the entity, and passes the request on to the next one, or tells who asked that all are locked.</summary>
    public void Lock(EntityMessage request)
    {
        Row = Row with { LockedBy = request.CallerId, LockedByExecution = request.CallerExecution, LockId = request.LockId };
        _changed = true;
        var next = request.LockPosition + 1;
        if (next < request.LockSet.Count)
        {
            _effects.Send(Step, request.LockSet[next], request with { LockPosition = next });
        }
        else
        {
            _effects.Send(Step, request.CallerId!, new HistoryEvent
            {
                Kind = EventKind.EntityLockGranted,
                TaskId = request.CallerTaskId,
                Execution = request.CallerExecution,
                Name = request.LockId,
                Entities = request.LockSet,
            });
        }
    }

    /// <summary>Whether a release is meant for locks of that execution: most name none, because the owner has one at a time.</summary>
    public static bool IsOf(EntityMessage release, long execution) => release.CallerExecution == 0 || release.CallerExecution == execution;

    /// <summary>Drops a lock request whose sender has gone: the entities before this one are locked for nobody.</summary>
    public void Refuse(EntityMessage request)
    {
        foreach (var locked in request.LockSet.Take(request.LockPosition))
        {
            _effects.Send(Step, locked, new EntityMessage
            {
                Kind = EntityMessageKind.Release,
                CallerId = request.CallerId,
                CallerExecution = request.CallerExecution,
                LockId = request.LockId,
            });
        }
    }

    /// <summary>Takes over what a batch did: state, answers, signals, orchestrations.</summary>
    public void Answer(List<EntityMail> batch, EntityBatch operations)
    {
        Row = Row with { State = operations.State.Serialized, Modified = services.NowTicks };
        _changed = true;
        for (var i = 0; i < batch.Count; i++)
        {
            Consume(batch[i]);
            if (batch[i].Message is { Kind: EntityMessageKind.Call, CallerId: { } caller } message)
            {
                _effects.Send(Step, caller, new HistoryEvent
                {
                    Kind = EventKind.EntityResponded,
                    TaskId = message.CallerTaskId,
                    Execution = message.CallerExecution,
                    Payload = operations.Outcomes[i].Result,
                    Failure = operations.Outcomes[i].Failure,
                });
            }
        }

        services.Instruments.OperationsRan(operations.Context.Id.Name, batch.Count);
        foreach (var signal in operations.Context.Signals)
        {
            Trace(EntitySpans.Signal(Row.Id, signal, services.NowTicks));
            _effects.Send(Step, signal.EntityId, signal.Message, signal.Due);
        }

        foreach (var start in operations.Context.Starts)
        {
            if (!services.Functions.TryGetOrchestrator(start.Start.Name!, out _))
            {
                // Nobody waits for an answer, so there is nobody else to tell.
                LogStartDropped(services.Logger, Row.Id, services.Functions.OrchestratorNotFound(start.Start.Name!).ErrorMessage);
                continue;
            }

            Trace(EntitySpans.Start(Row.Id, start, services.NowTicks));
            Start(start);
        }
    }

    public void Delete()
    {
        Row = new EntityRow(Row.Id, null, null, 0, null, 0);
        Step.DeletedEntity = Row.Id;
        _changed = false;
    }

    public EntityRow Conclude()
    {
        if (_changed)
        {
            Step.Entity = Row;
            Step.DeletedEntity = null;
        }

        return Row;
    }

    public void Publish()
    {
        _effects.Publish();
        _done.ForEach(static item => item.Acknowledge());
        _spans?.ForEach(static span => span.Record());
    }

    private void Trace(FinishedSpan? span)
    {
        if (span is not null)
        {
            (_spans ??= []).Add(span);
        }
    }

    private void Start(EntityStart start)
    {
        var message = new HistoryEvent
        {
            Kind = EventKind.ExecutionStarted,
            Name = start.Start.Name,
            Version = start.Start.Version,
            Payload = start.Start.Payload,
            Time = start.Start.Time,
            Tags = start.Start.Tags,
            Span = start.Start.Span,
            Target = Row.Id,
            Extra = Row.Id,
        };
        if (start.IsGenerated)
        {
            _effects.Create(Step, InstanceActor.NewRow(start.InstanceId, message, services.NowTicks, services.Ids.NextKey()));
        }
        else
        {
            _effects.Send(Step, start.InstanceId, message);
        }
    }

    [LoggerMessage(EventId = 403, Level = LogLevel.Warning, Message = "Entity '{EntityId}' could not start an orchestration: {Reason}")]
    private static partial void LogStartDropped(ILogger logger, string entityId, string reason);
}
