using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Packs;

namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>
/// Items as table rows. What has its usual value is left out: a trivial item then takes a few properties, and a row's cost is that of
/// its JSON.
/// </summary>
internal static class WorkItemRow
{
    public const string State = "State";
    public const string Visible = "Visible";
    public const string Worker = "Worker";
    public const string Handler = "Handler";
    public const string CancelRequested = "CancelRequested";

    private const string Payload = "Payload";
    private const string PayloadIsStored = "PayloadIsStored";
    private const string MaxRetries = "MaxRetries";
    private const string TimeoutSeconds = "TimeoutSeconds";
    private const string IdempotencyKey = "IdempotencyKey";
    private const string AffinityKey = "AffinityKey";
    private const string CreatedAt = "CreatedAt";
    private const string Attempt = "Attempt";
    private const string Failures = "Failures";
    private const string Losses = "Losses";
    private const string Generation = "Generation";
    private const string History = "History";
    private const string LastError = "LastError";
    private const string Cancelled = "Cancelled";
    private const string CheckOutcome = "CheckOutcome";
    private const string StartedAt = "StartedAt";
    private const string FinishedAt = "FinishedAt";
    private const string Result = "Result";

    /// <summary>What <see cref="ToEntry"/> needs.</summary>
    public static readonly string[] EntryColumns = [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey), State, Visible, WorkPackRow.Count];

    /// <summary>Sorts as the time does: 19 digits of ticks.</summary>
    public static string VisibleText(DateTimeOffset visible) => visible.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>The whole row.</summary>
    public static TableEntity ToEntity(WorkItem item)
    {
        var entity = Changes(item);
        entity[Handler] = item.Handler;
        entity[MaxRetries] = item.MaxRetries;
        entity[TimeoutSeconds] = item.TimeoutSeconds;
        SetUnless(entity, Payload, item.Payload, null);
        SetUnless(entity, PayloadIsStored, item.PayloadIsStored, false);
        SetUnless(entity, IdempotencyKey, item.IdempotencyKey, null);
        SetUnless(entity, AffinityKey, item.AffinityKey, null);
        SetUnless(entity, CreatedAt, item.CreatedAt, item.Id.Due);
        SetUnless(entity, Generation, item.Generation, 0);
        SetUnless(entity, Result, item.Result, null);
        return entity;
    }

    /// <summary>What changes while an item is in the index; for a merge.</summary>
    public static TableEntity Changes(WorkItem item)
    {
        var entity = new TableEntity(item.Id.Partition, item.Id.RowKey)
        {
            [State] = item.State.ToText(),
            [Visible] = VisibleText(item.Visible),
        };
        SetUnless(entity, Worker, item.Worker, null);
        SetUnless(entity, Attempt, item.Attempt, 0);
        SetUnless(entity, StartedAt, item.StartedAt, null);
        SetUnless(entity, Failures, item.Failures, 0);
        SetUnless(entity, Losses, item.Losses, 0);
        SetUnless(entity, LastError, item.LastError, null);
        SetUnless(entity, CancelRequested, item.CancelRequested, false);
        SetUnless(entity, CheckOutcome, item.CheckOutcome, false);
        SetUnless(entity, Cancelled, item.Cancelled, false);
        SetUnless(entity, FinishedAt, item.FinishedAt, null);
        if (item.History.Count > 0)
        {
            entity[History] = JsonSerializer.Serialize(item.History, JsonSerializerOptions.Web);
        }

        return entity;
    }

    /// <summary>Reads a row.</summary>
    public static WorkItem ToItem(TableEntity entity)
    {
        var id = new WorkItemId(entity.PartitionKey, entity.RowKey);
        return new WorkItem
        {
            Id = id,
            ETag = entity.ETag,
            Handler = entity.GetString(Handler),
            Payload = entity.GetString(Payload),
            PayloadIsStored = entity.GetBoolean(PayloadIsStored) ?? false,
            MaxRetries = entity.GetInt32(MaxRetries) ?? 0,
            TimeoutSeconds = entity.GetInt32(TimeoutSeconds) ?? 0,
            IdempotencyKey = entity.GetString(IdempotencyKey),
            AffinityKey = entity.GetString(AffinityKey),
            CreatedAt = entity.GetDateTimeOffset(CreatedAt) ?? id.Due,
            State = ReadState(id, entity.GetString(State)),
            Visible = ReadVisible(entity.GetString(Visible)),
            Worker = entity.GetString(Worker),
            Attempt = entity.GetInt32(Attempt) ?? 0,
            Failures = entity.GetInt32(Failures) ?? 0,
            Losses = entity.GetInt32(Losses) ?? 0,
            Generation = entity.GetInt32(Generation) ?? 0,
            History = entity.GetString(History) is { } history ? JsonSerializer.Deserialize<List<WorkAttempt>>(history, JsonSerializerOptions.Web)! : [],
            LastError = entity.GetString(LastError),
            Cancelled = entity.GetBoolean(Cancelled) ?? false,
            CancelRequested = entity.GetBoolean(CancelRequested) ?? false,
            CheckOutcome = entity.GetBoolean(CheckOutcome) ?? false,
            StartedAt = entity.GetDateTimeOffset(StartedAt),
            FinishedAt = entity.GetDateTimeOffset(FinishedAt),
            Result = entity.GetString(Result),
        };
    }

    /// <summary>Reads where an item, or a pack, stands.</summary>
    public static IndexEntry ToEntry(TableEntity entity)
    {
        var id = new WorkItemId(entity.PartitionKey, entity.RowKey);
        return new IndexEntry(id, ReadState(id, entity.GetString(State)), ReadVisible(entity.GetString(Visible)), entity.GetInt32(WorkPackRow.Count) ?? 1);
    }

    private static WorkItemState ReadState(WorkItemId id, string? text) => WorkItemStates.TryParse(text, out var state)
        ? state
        : throw new InvalidDataException($"Work item {id} has the state '{text}', which is not known.");

    private static DateTimeOffset ReadVisible(string text) => new(long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture), TimeSpan.Zero);

    private static void SetUnless<T>(TableEntity entity, string name, T value, T usual)
    {
        if (!EqualityComparer<T>.Default.Equals(value, usual))
        {
            entity[name] = value;
        }
    }
}
