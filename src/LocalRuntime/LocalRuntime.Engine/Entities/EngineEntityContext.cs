using System.Diagnostics;
using DurableTask.Core.Entities.OperationFormat;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Orchestrations;
using WorkDistribution.LocalRuntime.Engine.Telemetry;

namespace WorkDistribution.LocalRuntime.Engine.Entities;

/// <summary>What operations send; an operation that fails sends nothing.</summary>
internal sealed class EngineEntityContext(EntityInstanceId id, DataConverter converter, string defaultVersion) : TaskEntityContext
{
    private int _keptSignals;
    private int _keptStarts;

    public override EntityInstanceId Id => id;

    /// <summary>The span of the operation that runs; null if it is not traced.</summary>
    public Activity? Span { get; set; }

    public List<EntitySignal> Signals { get; } = [];

    public List<EntityStart> Starts { get; } = [];

    public override void SignalEntity(
        EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null)
    {
        if (id == default)
        {
            throw new ArgumentException("The entity id is not set.", nameof(id));
        }

        var message = new EntityMessage
        {
            Kind = EntityMessageKind.Signal,
            Operation = operationName,
            Input = converter.Serialize(input),
            Span = SpanLink.Under(Span),
        };
        Signals.Add(new EntitySignal(id.ToString(), message, options?.SignalTime?.UtcTicks ?? 0));
    }

    public override string ScheduleNewOrchestration(TaskName name, object? input = null, StartOrchestrationOptions? options = null)
    {
        if (options?.InstanceId is { } chosen)
        {
            InstanceIds.EnsureNew(chosen);
        }

        var instanceId = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        Starts.Add(new EntityStart(
            instanceId,
            new HistoryEvent
            {
                Kind = EventKind.ExecutionStarted,
                Name = name.Name,
                Version = options?.Version is { } version ? version.Version : defaultVersion,
                Payload = converter.Serialize(input),
                Time = options?.StartAt?.UtcTicks ?? 0,
                Tags = options?.Tags is { Count: > 0 } tags ? tags : null,
                Span = SpanLink.Under(Span)?.NewChild(),
            },
            options?.InstanceId is null,
            Span?.SpanId ?? default));
        return instanceId;
    }

    /// <summary>Takes over what an operation of a batch sent.</summary>
    public void Add(OperationAction action, OperationSpans spans)
    {
        switch (action)
        {
            case SendSignalOperationAction signal:
                var message = new EntityMessage
                {
                    Kind = EntityMessageKind.Signal,
                    Operation = signal.Name,
                    Input = signal.Input,
                    Span = SpanLink.Under(spans.Of(signal.ParentTraceContext)),
                };
                Signals.Add(new EntitySignal(signal.InstanceId!, message, signal.ScheduledTime?.Ticks ?? 0));
                break;
            case StartNewOrchestrationOperationAction start:
                var span = spans.Of(start.ParentTraceContext);
                InstanceIds.EnsureNew(start.InstanceId!);
                Starts.Add(new EntityStart(
                    start.InstanceId!,
                    new HistoryEvent
                    {
                        Kind = EventKind.ExecutionStarted,
                        Name = start.Name,
                        Version = string.IsNullOrEmpty(start.Version) ? defaultVersion : start.Version,
                        Payload = start.Input,
                        Time = start.ScheduledStartTime?.Ticks ?? 0,
                        Tags = start.Tags is { Count: > 0 } tags ? new Dictionary<string, string>(tags, StringComparer.Ordinal) : null,
                        Span = SpanLink.Under(span)?.NewChild(),
                    },
                    IsGenerated: false,
                    span?.SpanId ?? default));
                break;
            default:
                throw new NotSupportedException($"Entity '{id}' returned an action of type {action.GetType()}, which the engine does not know.");
        }
    }

    public void Keep() => (_keptSignals, _keptStarts) = (Signals.Count, Starts.Count);

    public void Undo()
    {
        Signals.RemoveRange(_keptSignals, Signals.Count - _keptSignals);
        Starts.RemoveRange(_keptStarts, Starts.Count - _keptStarts);
    }
}
