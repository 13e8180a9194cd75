using WorkDistribution.LocalRuntime.Engine.History;

namespace WorkDistribution.LocalRuntime.Engine.Activities;

/// <summary>An activity call that is durable and waits to be run, or runs.</summary>
internal sealed class ActivityWork(string instanceId, ActivityGroup group, HistoryEvent scheduled)
{
    public string InstanceId { get; } = instanceId;

    public ActivityGroup Group { get; } = group;

    public HistoryEvent Scheduled { get; } = scheduled;
}
