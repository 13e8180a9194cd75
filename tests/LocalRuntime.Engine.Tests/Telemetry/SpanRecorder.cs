using System.Collections.Concurrent;
using System.Diagnostics;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Telemetry;

/// <summary>Keeps the finished spans of one trace: that of the activity it starts, which stands for the caller.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> _finished = new();
    private readonly ActivityListener _listener;

    public SpanRecorder(params string[] otherSources)
    {
        Caller = new Activity("caller") { ActivityTraceFlags = ActivityTraceFlags.Recorded };
        Caller.SetIdFormat(ActivityIdFormat.W3C);
        Caller.Start();
        var trace = Caller.TraceId;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EngineTelemetry.ActivitySourceName || otherSources.Contains(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace)
                {
                    _finished.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public Activity Caller { get; }

    public IReadOnlyList<Activity> Finished => [.. _finished];

    /// <summary>The one span of that name and kind.</summary>
    public Activity One(string name, ActivityKind kind) => Assert.Single(_finished, span => span.DisplayName == name && span.Kind == kind);

    public void Dispose()
    {
        _listener.Dispose();
        Caller.Dispose();
    }
}
