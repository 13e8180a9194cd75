using WorkDistribution.LocalRuntime.Engine.Storage;
using WorkDistribution.Simulation.Invariants;

namespace WorkDistribution.Simulation.Engine;

/// <summary>What survives a crash: the tables of the real store, with its meaning of every change.</summary>
internal sealed class DurableState(RunTrace trace)
{
    /// <summary>Ids are reserved this many at a time, as in the real store, so that none is given twice.</summary>
    private const long IdReserve = 64;

    private readonly SortedDictionary<string, InstanceRow> _instances = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> _idOfKey = [];
    private readonly Dictionary<long, List<byte[]>> _history = [];
    private readonly SortedDictionary<long, InboxRow> _inbox = [];
    private readonly SortedDictionary<string, EntityRow> _entities = new(StringComparer.Ordinal);
    private long _nextKey = 1;
    private long _nextSeq = 1;

    public CommitAuditor Auditor { get; } = new();

    public IReadOnlyCollection<InstanceRow> Instances => _instances.Values;

    public IReadOnlyCollection<InboxRow> Inbox => _inbox.Values;

    public IReadOnlyCollection<EntityRow> Entities => _entities.Values;

    public StoreContents Contents() => new(
        _nextKey, _nextSeq, [.. _instances.Values.Where(row => row.Work != PendingWork.None).OrderBy(row => row.Key).Select(WithoutInput)], [.. _inbox.Values]);

    public InstanceRow? FindInstance(string id, bool withInput) =>
        _instances.GetValueOrDefault(id) is { } row ? withInput ? row : WithoutInput(row) : null;

    public IReadOnlyList<byte[]> History(long execution) => [.. _history.GetValueOrDefault(execution) ?? []];

    public IReadOnlyList<InboxRow> Held(string target) => [.. _inbox.Values.Where(row => row.Due == InboxRow.Held && row.Target == target)];

    public EntityRow? FindEntity(string id) => _entities.GetValueOrDefault(id);

    public IReadOnlyList<InstanceRow> Query(InstanceFilter filter) =>
    [
        .. _instances.Values.Where(row => Matches(row, filter)).Take(filter.Limit).Select(row => filter.WithInputs ? row : WithoutInput(row)),
    ];

    public IReadOnlyList<EntityRow> Query(EntityFilter filter) =>
    [
        .. _entities.Values.Where(row => string.CompareOrdinal(row.Id, filter.After ?? string.Empty) > 0
            && row.Id.StartsWith(filter.IdPrefix ?? string.Empty, StringComparison.Ordinal)
            && row.Modified >= (filter.ModifiedFrom ?? long.MinValue)
            && row.Modified <= (filter.ModifiedTo ?? long.MaxValue)
            && (filter.LockedBy is null || row.LockedBy == filter.LockedBy)
            && (filter.IncludeStateless || row.State is not null)).Take(filter.Limit),
    ];

    /// <summary>Makes the steps durable together.</summary>
    /// <exception cref="InvariantViolationException">A step contradicts what was committed before it.</exception>
    public void Commit(IReadOnlyList<StoreStep> steps)
    {
        foreach (var step in steps)
        {
            Commit(step);
        }
    }

    private static InstanceRow WithoutInput(InstanceRow row) => row with { Input = null, Tags = null };

    private static bool Matches(InstanceRow row, InstanceFilter filter) =>
        string.CompareOrdinal(row.Id, filter.After ?? string.Empty) > 0
        && row.Id.StartsWith(filter.IdPrefix ?? string.Empty, StringComparison.Ordinal)
        && row.Created >= (filter.CreatedFrom ?? long.MinValue)
        && row.Created <= (filter.CreatedTo ?? long.MaxValue)
        && row.Completed >= (filter.CompletedFrom ?? long.MinValue)
        && (filter.CompletedTo is not { } to || (row.Completed != 0 && row.Completed <= to))
        && (filter.ParentId is null || row.ParentId == filter.ParentId)
        && (filter.Statuses is not { } statuses || statuses.Contains(row.Status));

    private void Commit(StoreStep step)
    {
        foreach (var row in step.Creates ?? [])
        {
            Create(row);
        }

        foreach (var row in step.Updates ?? [])
        {
            Update(row);
        }

        if (step.Touch is { } touch)
        {
            var row = Existing(touch);
            Auditor.InstanceChanges(row, touch.Status, touch.Execution);
            _instances[row.Id] = row with { Status = touch.Status, Updated = touch.Updated, CustomStatus = touch.CustomStatus };
        }

        foreach (var execution in step.DroppedExecutions ?? [])
        {
            Drop(execution);
        }

        foreach (var row in step.History ?? [])
        {
            Append(row);
        }

        foreach (var row in step.Sends ?? [])
        {
            Auditor.MessageSent(row);
            _inbox.Add(row.Seq, row);
            _nextSeq = row.Seq < _nextSeq ? _nextSeq : row.Seq + IdReserve;
            trace.Note(row.Seq, row.Due);
        }

        foreach (var seq in step.Consumed ?? [])
        {
            Auditor.MessageConsumed(seq, _inbox.Remove(seq));
            trace.Note(seq);
        }

        if (step.Entity is { } entity)
        {
            _entities[entity.Id] = entity;
        }

        if (step.DeletedEntity is { } deleted)
        {
            _entities.Remove(deleted);
        }

        foreach (var row in step.Purged ?? [])
        {
            Purge(row);
        }
    }

    private void Create(InstanceRow row)
    {
        if (_instances.TryGetValue(row.Id, out var replaced))
        {
            Remove(replaced.Key);
            Drop(replaced.Execution);
        }

        Auditor.InstanceCreated(row);
        _instances.Add(row.Id, row with { InputChanged = false });
        _idOfKey.Add(row.Key, row.Id);
        Reserve(row.Execution);
    }

    private void Update(InstanceRow next)
    {
        var row = Existing(next);
        Auditor.InstanceChanges(row, next.Status, next.Execution);
        _instances[row.Id] = row with
        {
            Version = next.Version,
            Status = next.Status,
            Execution = next.Execution,
            Work = next.Work,
            Updated = next.Updated,
            Completed = next.Completed,
            CustomStatus = next.CustomStatus,
            Output = next.Output,
            Failure = next.Failure,
            ParkedReason = next.ParkedReason,
            ParentExecution = next.ParentExecution,
            Generation = next.Generation,
            Input = next.InputChanged ? next.Input : row.Input,
            Tags = next.InputChanged ? next.Tags : row.Tags,
        };
        Reserve(next.Execution);
    }

    private void Purge(InstanceRow row)
    {
        if (_idOfKey.TryGetValue(row.Key, out var id) && _instances[id].Execution == row.Execution)
        {
            CommitAuditor.InstancePurged(_instances[id]);
            Remove(row.Key);
            Drop(row.Execution);
        }
    }

    private void Append(HistoryRow row)
    {
        if (!_history.TryGetValue(row.Execution, out var turns))
        {
            _history.Add(row.Execution, turns = []);
        }

        Auditor.TurnAppended(row, turns.Count);
        turns.Add(row.Turn);
        trace.Note(row.Execution, row.Step);
    }

    private InstanceRow Existing(InstanceRow row) => _idOfKey.TryGetValue(row.Key, out var id)
        ? _instances[id]
        : throw new InvariantViolationException($"A step changes instance '{row.Id}' (key {row.Key}), which does not exist.");

    private void Remove(long key)
    {
        if (_idOfKey.Remove(key, out var id))
        {
            _instances.Remove(id);
        }
    }

    private void Drop(long execution)
    {
        _history.Remove(execution);
        Auditor.ExecutionDropped(execution);
    }

    private void Reserve(long key) => _nextKey = key < _nextKey ? _nextKey : key + IdReserve;
}
