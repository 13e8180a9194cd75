using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Engine;

namespace WorkDistribution.LocalRuntime.Host.Durable.Remote;

/// <summary>Reads metadata as <see cref="Management.ManagementForm"/> writes them.</summary>
internal static class RemoteMetadata
{
    /// <param name="json">An instance.</param>
    /// <param name="converter">Reads its payloads; null if they were not asked for.</param>
    public static OrchestrationMetadata Instance(JsonElement json, DataConverter? converter) =>
        new OrchestrationMetadata(Text(json, "name") ?? string.Empty, Text(json, "instanceId")!)
        {
            RuntimeStatus = Enum.Parse<OrchestrationRuntimeStatus>(Text(json, "runtimeStatus")!),
            CreatedAt = json.GetProperty("createdTime").GetDateTimeOffset(),
            LastUpdatedAt = json.GetProperty("lastUpdatedTime").GetDateTimeOffset(),
            Tags = json.GetProperty("tags").Deserialize<Dictionary<string, string>>() ?? [],
            DataConverter = converter,
            SerializedInput = Text(json, "input"),
            SerializedOutput = Text(json, "output"),
            SerializedCustomStatus = Text(json, "customStatus"),
            FailureDetails = Failure(json.GetProperty("failureDetails")),
        }.WithParkedReason(Text(json, "parkedReason"));

    public static EntityMetadata Entity(JsonElement json, DataConverter converter) =>
        new(Id(json), Text(json, "state") is { } state ? new SerializedData(state, converter) : null)
        {
            LastModifiedTime = Modified(json),
            BacklogQueueSize = Backlog(json),
            LockedBy = Text(json, "lockedBy"),
        };

    public static EntityMetadata<T> Entity<T>(JsonElement json, DataConverter converter) => Text(json, "state") is { } state
        ? new EntityMetadata<T>(Id(json), converter.Deserialize<T>(state))
        {
            LastModifiedTime = Modified(json),
            BacklogQueueSize = Backlog(json),
            LockedBy = Text(json, "lockedBy"),
        }
        : new EntityMetadata<T>(Id(json))
        {
            LastModifiedTime = Modified(json),
            BacklogQueueSize = Backlog(json),
            LockedBy = Text(json, "lockedBy"),
        };

    private static EntityInstanceId Id(JsonElement json) => EntityInstanceId.FromString(Text(json, "entityId")!);

    private static DateTimeOffset Modified(JsonElement json) => json.GetProperty("lastOperationTime").GetDateTimeOffset();

    private static int Backlog(JsonElement json) => json.GetProperty("backlogQueueSize").GetInt32();

    private static string? Text(JsonElement json, string member) => json.TryGetProperty(member, out var value) ? value.GetString() : null;

    private static TaskFailureDetails? Failure(JsonElement json) => json.ValueKind == JsonValueKind.Null
        ? null
        : new TaskFailureDetails(
            Text(json, nameof(TaskFailureDetails.ErrorType))!,
            Text(json, nameof(TaskFailureDetails.ErrorMessage))!,
            Text(json, nameof(TaskFailureDetails.StackTrace)),
            Failure(json.GetProperty(nameof(TaskFailureDetails.InnerFailure))),
            Properties(json.GetProperty(nameof(TaskFailureDetails.Properties))));

    private static Dictionary<string, object?> Properties(JsonElement json) => json.ValueKind == JsonValueKind.Object
        ? json.EnumerateObject().ToDictionary(p => p.Name, p => Value(p.Value), StringComparer.Ordinal)
        : [];

    // As the engine gives them, but for times, which JSON has as text.
    private static object? Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Array => json.EnumerateArray().Select(Value).ToList(),
        JsonValueKind.Object => Properties(json),
        _ => null,
    };
}
