using System.Reflection;
using System.Text.Json.Nodes;

namespace WorkDistribution.LocalRuntime.Host.Admin;

/// <summary>What <c>/admin/host/status</c> shows.</summary>
internal sealed class HostStatus(TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    public JsonObject Describe()
    {
        var version = typeof(HostStatus).Assembly.GetName().Version?.ToString() ?? "0.0.0.0";
        return new JsonObject
        {
            ["id"] = $"{Environment.MachineName.ToLowerInvariant()}-{Environment.ProcessId}",
            ["state"] = "Running",
            ["version"] = version,
            ["versionDetails"] = typeof(HostStatus).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? version,
            ["platformVersion"] = string.Empty,
            ["instanceId"] = string.Empty,
            ["computerName"] = Environment.MachineName,
            ["processUptime"] = (long)time.GetElapsedTime(_started).TotalMilliseconds,
            ["functionAppContentEditingState"] = "NotAllowed",
        };
    }
}
