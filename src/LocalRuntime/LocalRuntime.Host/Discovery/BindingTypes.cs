namespace WorkDistribution.LocalRuntime.Host.Discovery;

/// <summary>The official names of the binding types that the host serves.</summary>
internal static class BindingTypes
{
    public const string Http = "http";
    public const string HttpTrigger = "httpTrigger";
    public const string Queue = "queue";
    public const string QueueTrigger = "queueTrigger";
    public const string TimerTrigger = "timerTrigger";
    public const string OrchestrationTrigger = "orchestrationTrigger";
    public const string ActivityTrigger = "activityTrigger";
    public const string EntityTrigger = "entityTrigger";
    public const string DurableClient = "durableClient";

    public static IReadOnlyList<string> Triggers { get; } =
        [ActivityTrigger, EntityTrigger, HttpTrigger, OrchestrationTrigger, QueueTrigger, TimerTrigger];

    public static IReadOnlyList<string> Inputs { get; } = [DurableClient];

    public static IReadOnlyList<string> Outputs { get; } = [Http, Queue];

    public static bool Contains(IReadOnlyList<string> types, string type) => types.Contains(type, StringComparer.OrdinalIgnoreCase);
}
