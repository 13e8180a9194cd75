using System.Diagnostics;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Priorities;

namespace WorkDistribution.Functions.WorkItems.Telemetry;

/// <summary>The spans of attempts, below the one of the function that runs their ticket.</summary>
internal static class AttemptSpans
{
    private static readonly ActivitySource Source = new(WorkTelemetry.ActivitySourceName);

    /// <summary>Begins the span of an attempt; null when nobody listens.</summary>
    public static Activity? Start(WorkItem item, WorkLevels levels)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var span = Source.StartActivity($"work {item.Handler}");
        span?.SetTag(WorkTags.Id, item.Id.ToString());
        span?.SetTag(WorkTags.Handler, item.Handler);
        span?.SetTag(WorkTags.Priority, levels.NameOf(item.Id.Level));
        span?.SetTag(WorkTags.Attempt, item.Attempt);
        return span;
    }

    /// <summary>Says how the attempt ended.</summary>
    /// <param name="span">Its span.</param>
    /// <param name="item">The item as it is to be recorded; null when it belongs to another worker now.</param>
    public static void End(Activity? span, WorkItem? item)
    {
        if (span is null || item is null)
        {
            return;
        }

        span.SetTag(WorkTags.Outcome, item.History.Count > 0 ? item.History[^1].Result : null);
        if (item.State != WorkItemState.Completed)
        {
            span.SetStatus(ActivityStatusCode.Error, item.LastError);
        }
    }
}
