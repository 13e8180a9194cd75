using System.Diagnostics;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Engine.Entities;

namespace WorkDistribution.LocalRuntime.Engine.Telemetry;

/// <summary>The spans of what entity operations send; null if the operation is not traced.</summary>
internal static class EntitySpans
{
    public static FinishedSpan? Signal(string entityId, EntitySignal signal, long now)
    {
        if (signal.Message.Span is not { } link)
        {
            return null;
        }

        var name = DurableSpans.EntityNameOf(EntityInstanceId.FromString(signal.EntityId).Name, signal.Message.Operation);
        return new FinishedSpan(name, ActivityKind.Producer, link.ParentContext, link.Id, now, now)
        {
            Tags =
            [
                new(SpanTags.Type, SpanTags.Entity),
                new(SpanTags.Operation, SpanTags.SignalEntity),
                new(SpanTags.InstanceId, entityId),
                new(SpanTags.Target, signal.EntityId),
            ],
        };
    }

    /// <summary>The orchestration's own span lies under this one.</summary>
    public static FinishedSpan? Start(string entityId, EntityStart start, long now) => start.Start.Span is not { } orchestration
        ? null
        : new FinishedSpan(
            $"{EntityInstanceId.FromString(entityId).Name}:create_orchestration",
            ActivityKind.Producer,
            new ActivityContext(orchestration.TraceId, start.Operation, orchestration.Flags, orchestration.State, isRemote: true),
            orchestration.Parent, now, now)
        {
            Tags =
            [
                new(SpanTags.Type, SpanTags.Entity),
                new(SpanTags.InstanceId, entityId),
                new(SpanTags.Target, start.InstanceId),
            ],
        };
}
