using System.Text.Json;

namespace WorkDistribution.Cli.Api;

/// <summary>The Durable status payload: <c>runtimeStatus</c>, <c>customStatus</c> and <c>output</c> as the job left them.</summary>
internal sealed record InstanceStatus(string RuntimeStatus, JsonElement? CustomStatus, JsonElement? Output)
{
    public bool IsFinished => RuntimeStatus is "Completed" or "Failed" or "Terminated" or "Canceled";

    public bool IsCompleted => RuntimeStatus is "Completed";
}
