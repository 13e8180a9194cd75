using System.Diagnostics;
using System.Globalization;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Engine.Entities;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Telemetry;

/// <summary>Spans as the official distributed tracing names them: those that are recorded while something runs.</summary>
internal static class DurableSpans
{
    public static ActivitySource Source { get; } = new(EngineTelemetry.ActivitySourceName);

    public static string NameOf(string what, string? name, string? version) =>
        string.IsNullOrEmpty(version) ? $"{what}:{name}" : $"{what}:{name}@({version})";

    public static string EntityNameOf(string entity, string? operation) => $"entity:{entity}:{operation}";

    /// <summary>A client starts an instance; the orchestration's span is to lie under the one returned.</summary>
    public static Activity? StartCreation(HistoryEvent start, string instanceId)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var span = Source.StartActivity(NameOf("create_orchestration", start.Name, start.Version), ActivityKind.Producer);
        if (span is not null)
        {
            span.SetTag(SpanTags.Type, SpanTags.Orchestration);
            span.SetTag(SpanTags.Name, start.Name);
            span.SetTag(SpanTags.InstanceId, instanceId);
            SetVersion(span, start.Version);
            start.Span = SpanLink.Under(span);
        }

        return span;
    }

    /// <summary>A client raises an event.</summary>
    public static Activity? StartRaise(HistoryEvent e, string instanceId)
    {
        if (e.Kind != EventKind.EventRaised || !Source.HasListeners())
        {
            return null;
        }

        var span = Source.StartActivity(NameOf("orchestration_event", e.Name, null), ActivityKind.Producer);
        span?.SetTag(SpanTags.Type, SpanTags.Event);
        span?.SetTag(SpanTags.Name, e.Name);
        span?.SetTag(SpanTags.Target, instanceId);
        return span;
    }

    /// <summary>A client signals an entity.</summary>
    public static Activity? StartSignal(EntityInstanceId id, string operation, DateTimeOffset? due)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var span = Source.StartActivity(EntityNameOf(id.Name, operation), ActivityKind.Producer);
        span?.SetTag(SpanTags.Type, SpanTags.Entity);
        span?.SetTag(SpanTags.Operation, SpanTags.SignalEntity);
        span?.SetTag(SpanTags.Target, id.ToString());
        if (due is not null)
        {
            span?.SetTag(SpanTags.ScheduledTime, due.Value.UtcDateTime.ToString(CultureInfo.InvariantCulture));
        }

        return span;
    }

    /// <summary>An activity runs; its function sees the span as the current one.</summary>
    public static Activity? StartRun(HistoryEvent scheduled, string instanceId)
    {
        if (scheduled.Span is not { } link || !Source.HasListeners())
        {
            return null;
        }

        var span = Source.StartActivity(NameOf("activity", scheduled.Name, scheduled.Version), ActivityKind.Server, link.Context);
        if (span is not null)
        {
            span.SetTag(SpanTags.Type, SpanTags.Activity);
            span.SetTag(SpanTags.Name, scheduled.Name);
            span.SetTag(SpanTags.InstanceId, instanceId);
            span.SetTag(SpanTags.TaskId, scheduled.TaskId);
            SetVersion(span, scheduled.Version);
        }

        return span;
    }

    /// <summary>An entity runs an operation.</summary>
    public static Activity? StartOperation(EntityMessage message, EntityInstanceId id)
    {
        if (message.Span is not { } link || !Source.HasListeners())
        {
            return null;
        }

        var isCall = message.Kind == EntityMessageKind.Call;
        var kind = isCall ? ActivityKind.Server : ActivityKind.Consumer;
        var span = Source.StartActivity(EntityNameOf(id.Name, message.Operation), kind, link.Context);
        span?.SetTag(SpanTags.Type, SpanTags.Entity);
        span?.SetTag(SpanTags.Operation, isCall ? SpanTags.CallEntity : SpanTags.SignalEntity);
        span?.SetTag(SpanTags.InstanceId, id.ToString());
        return span;
    }

    public static void SetOutcome(Activity? span, FailureInfo? failure)
    {
        if (failure is not null)
        {
            span?.SetStatus(ActivityStatusCode.Error, failure.ErrorMessage);
        }
    }

    /// <summary>
    /// What an orchestrator's code sees as the current activity: a stand-in of its orchestration's span, which is recorded
    /// at the end only. Null if there is none.
    /// </summary>
    public static Activity? StandIn(InstanceRow row)
    {
        if (row.Span is not { } link || !Source.HasListeners())
        {
            return null;
        }

        var outside = Activity.Current;
        var span = new Activity(NameOf(SpanTags.Orchestration, row.Name, row.Version)).SetParentId(link.TraceId, link.Parent, link.Flags).Start();
        span.TraceStateString = link.State;
        SpanIdentity.Set(span, link.Id);
        Activity.Current = outside;
        return span;
    }

    private static void SetVersion(Activity span, string? version)
    {
        if (!string.IsNullOrEmpty(version))
        {
            span.SetTag(SpanTags.Version, version);
        }
    }
}
