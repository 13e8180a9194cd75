using System.Diagnostics;
using DurableTask.Core.Entities.OperationFormat;
using DurableTask.Core.Tracing;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Telemetry;

namespace WorkDistribution.LocalRuntime.Engine.Entities;

/// <summary>The spans of operations that run as one batch elsewhere: begun before it, and ended with the times it reports.</summary>
internal sealed class OperationSpans
{
    private readonly Activity?[] _spans;

    public OperationSpans(IReadOnlyList<EntityMessage> operations, EntityInstanceId id)
    {
        _spans = new Activity?[operations.Count];
        if (!DurableSpans.Source.HasListeners())
        {
            return;
        }

        var outside = Activity.Current;
        for (var i = 0; i < _spans.Length; i++)
        {
            _spans[i] = DurableSpans.StartOperation(operations[i], id);
            Activity.Current = outside;
        }
    }

    /// <summary>What tells the operation its span; null if it is not traced.</summary>
    public DistributedTraceContext? ContextOf(int operation) =>
        _spans[operation] is { Id: { } id } span ? new DistributedTraceContext(id, span.TraceStateString) : null;

    /// <summary>The span that the context tells of.</summary>
    public Activity? Of(DistributedTraceContext? context) =>
        context is null ? null : Array.Find(_spans, span => span?.Id == context.TraceParent);

    public void End(int operation, OperationResult result, FailureInfo? failure)
    {
        if (_spans[operation] is not { } span)
        {
            return;
        }

        if (result.StartTimeUtc is { } started)
        {
            span.SetStartTime(started);
        }

        if (result.EndTimeUtc is { } ended)
        {
            span.SetEndTime(ended);
        }

        if (failure is not null)
        {
            span.SetTag(SpanTags.EntityError, failure.ErrorMessage);
            span.SetStatus(ActivityStatusCode.Error, failure.ErrorMessage);
        }

        span.Dispose();
    }
}
