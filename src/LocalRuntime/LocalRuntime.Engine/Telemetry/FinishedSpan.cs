using System.Diagnostics;

namespace WorkDistribution.LocalRuntime.Engine.Telemetry;

/// <summary>A span whose end is known and that is recorded once the step that ended it is committed. Times are UTC ticks.</summary>
internal sealed record FinishedSpan(string Name, ActivityKind Kind, ActivityContext Parent, ActivitySpanId Id, long Start, long End)
{
    public IReadOnlyList<KeyValuePair<string, object?>> Tags { get; init; } = [];

    /// <summary>Why what the span stands for failed; null if it did not.</summary>
    public string? Error { get; init; }

    public void Record()
    {
        using var activity = DurableSpans.Source.StartActivity(
            Kind, Parent, Tags, startTime: new DateTimeOffset(Start, TimeSpan.Zero), name: Name);
        if (activity is null)
        {
            return;
        }

        if (Id != default)
        {
            SpanIdentity.Set(activity, Id);
        }

        if (Error is not null)
        {
            activity.SetStatus(ActivityStatusCode.Error, Error);
        }

        activity.SetEndTime(new DateTime(Math.Max(Start, End), DateTimeKind.Utc));
    }
}
