using System.Text.Json;
using System.Text.Json.Serialization;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Priorities;

namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary>An item as clients read it. What an item does not have is left out.</summary>
internal sealed record WorkItemView
{
    public required string Id { get; init; }

    public required string Handler { get; init; }

    public required string Priority { get; init; }

    /// <summary>PENDING, RUNNING, COMPLETED, FAILED or RETRYING.</summary>
    public required string State { get; init; }

    /// <summary>Whether it ended, FAILED, because it was cancelled.</summary>
    public required bool Cancelled { get; init; }

    /// <summary>Attempts begun.</summary>
    public required int Attempts { get; init; }

    public required int MaxRetries { get; init; }

    public required int TimeoutSeconds { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it may first run.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When it may run next; only while it waits for a retry.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>When the last attempt began.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? StartedAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Who runs or ran the last attempt.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Worker { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LastError { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Result { get; init; }

    /// <summary>How often it was re-driven.</summary>
    public required int Redrives { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? IdempotencyKey { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AffinityKey { get; init; }

    /// <summary>The payload, unless it is too large for the item's row.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Payload { get; init; }

    /// <summary>The last attempts, oldest first.</summary>
    public required IReadOnlyList<WorkAttempt> History { get; init; }

    /// <summary>Makes the view of an item.</summary>
    public static WorkItemView From(WorkItem item, WorkLevels levels) => new()
    {
        Id = item.Id.ToString(),
        Handler = item.Handler,
        Priority = levels.NameOf(item.Id.Level),
        State = item.State.ToText(),
        Cancelled = item.Cancelled,
        Attempts = item.Attempt,
        MaxRetries = item.MaxRetries,
        TimeoutSeconds = item.TimeoutSeconds,
        CreatedAt = item.CreatedAt,
        DueAt = item.Id.Due,
        RetryAt = item.State == Core.Scheduling.WorkItemState.Retrying ? item.Visible : null,
        StartedAt = item.StartedAt,
        FinishedAt = item.FinishedAt,
        Worker = item.Worker,
        LastError = item.LastError,
        Result = Parse(item.Result),
        Redrives = item.Generation,
        IdempotencyKey = item.IdempotencyKey,
        AffinityKey = item.AffinityKey,
        Payload = Parse(item.Payload),
        History = item.History,
    };

    private static JsonElement? Parse(string? json) => json is null ? null : JsonSerializer.Deserialize<JsonElement>(json);
}
