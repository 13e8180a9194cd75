using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Host.Configuration;

namespace WorkDistribution.LocalRuntime.Host.Management;

/// <summary>The bodies of the management API.</summary>
internal static class ManagementPayloads
{
    public const string BasePath = "/runtime/webhooks/durabletask";

    /// <summary>Where to look after and steer an instance that was started.</summary>
    public static JsonObject Start(HttpRequest request, string instanceId, DurableTaskExtensionOptions options)
    {
        var instance = $"{request.Scheme}://{request.Host}{BasePath}/instances/{WebUtility.UrlEncode(instanceId)}";
        var common = $"taskHub={WebUtility.UrlEncode(options.HubName)}&connection={WebUtility.UrlEncode(options.ConnectionName)}";
        return new JsonObject
        {
            ["id"] = instanceId,
            ["statusQueryGetUri"] = $"{instance}?{common}",
            ["sendEventPostUri"] = $"{instance}/raiseEvent/{{eventName}}?{common}",
            ["terminatePostUri"] = $"{instance}/terminate?reason={{text}}&{common}",
            ["purgeHistoryDeleteUri"] = $"{instance}?{common}",
            ["restartPostUri"] = $"{instance}/restart?{common}",
            ["suspendPostUri"] = $"{instance}/suspend?reason={{text}}&{common}",
            ["resumePostUri"] = $"{instance}/resume?reason={{text}}&{common}",
        };
    }

    /// <summary>The status of an instance; <paramref name="history"/> null leaves the history out.</summary>
    public static JsonObject Status(OrchestrationMetadata instance, bool showInput, JsonArray? history = null)
    {
        var status = new JsonObject
        {
            ["name"] = instance.Name,
            ["instanceId"] = instance.InstanceId,
            ["runtimeStatus"] = instance.RuntimeStatus.ToString(),
            ["input"] = showInput ? ManagementJson.Stored(instance.SerializedInput) : null,
            ["customStatus"] = ManagementJson.Stored(instance.SerializedCustomStatus),
            ["output"] = Output(instance),
            ["createdTime"] = WholeSeconds(instance.CreatedAt),
            ["lastUpdatedTime"] = WholeSeconds(instance.LastUpdatedAt),
        };
        if (instance.GetParkedReason() is { } reason)
        {
            // Our own: officially there is nowhere to say why an instance does not go on.
            status["parkedReason"] = reason;
        }

        if (history is not null)
        {
            status["historyEvents"] = history;
        }

        return status;
    }

    /// <summary>An instance as <see cref="ManagementForm"/> says.</summary>
    public static JsonObject Status(OrchestrationMetadata instance, ManagementForm form)
    {
        var full = form == ManagementForm.Exact;
        var status = new JsonObject
        {
            ["name"] = instance.Name,
            ["instanceId"] = instance.InstanceId,
            ["runtimeStatus"] = instance.RuntimeStatus.ToString(),
            ["createdTime"] = Precise(instance.CreatedAt),
            ["lastUpdatedTime"] = Precise(instance.LastUpdatedAt),
            ["tags"] = JsonSerializer.SerializeToNode(instance.Tags),
            ["input"] = full ? instance.SerializedInput : null,
            ["output"] = full ? instance.SerializedOutput : null,
            ["customStatus"] = full ? instance.SerializedCustomStatus : null,
            ["failureDetails"] = full ? JsonSerializer.SerializeToNode(instance.FailureDetails) : null,
        };
        AddIfSet(status, "parkedReason", instance.GetParkedReason());
        return status;
    }

    /// <summary>Text of a failure stands where the output would.</summary>
    public static JsonNode? Output(OrchestrationMetadata instance) =>
        instance.SerializedOutput is null && instance.FailureDetails is { } failure
            ? failure.ErrorMessage
            : ManagementJson.Stored(instance.SerializedOutput);

    public static JsonArray History(IEnumerable<HistoryEntry> entries, bool showInput, bool showOutput)
    {
        var history = new JsonArray();
        foreach (var entry in entries)
        {
            history.Add(Event(entry, showInput, showOutput));
        }

        return history;
    }

    public static JsonObject Entity(EntityMetadata entity) => new()
    {
        ["entityId"] = new JsonObject { ["name"] = entity.Id.Name, ["key"] = entity.Id.Key },
        ["lastOperationTime"] = Precise(entity.LastModifiedTime),
        ["state"] = entity.IncludesState ? ManagementJson.Stored(entity.State.Value) : null,
    };

    /// <summary>An entity as <see cref="ManagementForm"/> says.</summary>
    public static JsonObject Entity(EntityMetadata entity, ManagementForm form)
    {
        var item = new JsonObject
        {
            ["entityId"] = entity.Id.ToString(),
            ["lastOperationTime"] = Precise(entity.LastModifiedTime),
            ["backlogQueueSize"] = entity.BacklogQueueSize,
        };
        AddIfSet(item, "lockedBy", entity.LockedBy);
        AddIfSet(item, "state", form == ManagementForm.Exact && entity.IncludesState ? entity.State.Value : null);
        return item;
    }

    private static JsonObject Event(HistoryEntry entry, bool showInput, bool showOutput)
    {
        var item = new JsonObject { ["EventType"] = entry.EventType };
        AddIfSet(item, "FunctionName", entry.FunctionName);
        AddIfSet(item, "Name", entry.Name);
        AddIfSet(item, "InstanceId", entry.InstanceId);
        if (showInput && entry.Input is not null)
        {
            // Inputs are shown as the JSON text that is stored, results as JSON: so does the real API.
            item["Input"] = entry.Input;
        }

        if (showOutput && entry.Result is not null)
        {
            item["Result"] = ManagementJson.Stored(entry.Result);
        }

        AddIfSet(item, "Reason", entry.Reason);
        AddIfSet(item, "Details", entry.FailureDetails?.StackTrace);
        AddIfSet(item, "OrchestrationStatus", entry.OrchestrationStatus);
        AddIfSet(item, "FireAt", entry.FireAt is { } fireAt ? Precise(fireAt) : null);
        AddIfSet(item, "ScheduledTime", entry.ScheduledTime is { } scheduled ? Precise(scheduled) : null);
        item["Timestamp"] = Precise(entry.Timestamp);
        return item;
    }

    private static void AddIfSet(JsonObject item, string name, string? value)
    {
        if (value is not null)
        {
            item[name] = value;
        }
    }

    private static string WholeSeconds(DateTimeOffset time) => time.UtcDateTime.ToString("s", CultureInfo.InvariantCulture) + "Z";

    private static string Precise(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
