using Azure;
using WorkDistribution.Core.Scheduling;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Packs;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Submission;

/// <summary>
/// A batch on its way into the table. Lines are taken by one caller; what ends later changes the state under the lock.
/// </summary>
internal sealed class SubmissionBatch(BatchServices services, StartSpread spread, CancellationToken cancellationToken) : IAsyncDisposable
{
    /// <summary>Transactions under way: more gain nothing, since a table's partitions share a server.</summary>
    private const int MaxWrites = 4;

    /// <summary>Keys looked up side by side.</summary>
    private const int MaxKeys = 8;

    /// <summary>Payload characters after which a transaction is closed: with its overhead it stays below the service's 4 MiB.</summary>
    private const int MaxTransactionLength = 512 * 1024;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _writers = new(MaxWrites, MaxWrites);
    private readonly SemaphoreSlim _lookups = new(MaxKeys, MaxKeys);
    private readonly List<Task> _writes = [];
    private readonly List<Task> _keyed = [];
    private readonly List<string?> _ids = [];
    private readonly List<LineError> _errors = [];
    private readonly Dictionary<int, string> _shards = [];
    private readonly Dictionary<string, Gathered> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _firstOfKey = new(StringComparer.Ordinal);
    private readonly List<(int Index, int First, int Line)> _repeated = [];
    private readonly BatchAdvice _advice = new(services.Cost);
    private readonly DateTimeOffset _begin = services.Time.GetUtcNow();
    private long _room = services.Backpressure.Room;
    private (string Partition, int Packs)? _ticket;
    private Exception? _storageProblem;

    /// <summary>Takes a line; false when no more are taken.</summary>
    public async Task<bool> TakeAsync(NdjsonLine line)
    {
        var errors = new ValidationErrors();
        if (_ids.Count == services.Options.Value.MaxBatchItems)
        {
            errors.Add("", $"A batch has at most {_ids.Count} lines: this one and those that follow were not read. Send them in another batch.");
            Refuse(line.Number, errors);
            return false;
        }

        int entry;
        lock (_gate)
        {
            entry = _ids.Count;
            _ids.Add(null);
        }

        if (line.Content is null)
        {
            errors.Add("", $"The line has more than {services.Reader.MaxBytes} bytes: put the data elsewhere and submit a reference to it.");
        }
        else if (services.Reader.Read(line.Content.Value, errors) is { } submission)
        {
            if (_room <= 0)
            {
                errors.Add("", services.Backpressure.Reason);
            }
            else
            {
                _room--;
                submission = services.Factory.Spread(submission, _begin, spread);
                _advice.Take(submission);
                await TakeAsync(entry, line.Number, submission);
            }
        }

        Refuse(line.Number, errors);
        return true;
    }

    /// <summary>Stores what is left and waits for everything.</summary>
    public async Task<BatchResult> CompleteAsync()
    {
        await Task.WhenAll(_keyed);
        foreach (var partition in _open.Keys.ToList())
        {
            await WriteAsync(partition);
        }

        await Task.WhenAll(_writes);
        foreach (var (repeated, first, line) in _repeated)
        {
            _ids[repeated] = _ids[first];
            if (_ids[repeated] is null)
            {
                var errors = new ValidationErrors();
                errors.Add("idempotencyKey", "is that of a line before, which was not taken.");
                Refuse(line, errors);
            }
        }

        var accepted = _ids.Count(static id => id is not null);
        return new BatchResult(accepted, _errors.Count, _ids, [.. _errors.OrderBy(static error => error.Line)])
        {
            Warnings = _advice.Warnings(),
            Ticket = _ticket is { } ticket ? TicketQueue.ToMessage(ticket.Partition, ticket.Packs) : null,
            StorageProblem = accepted == 0 ? _storageProblem : null,
        };
    }

    public async ValueTask DisposeAsync()
    {
        // When a line fails the others are still on their way.
        await Task.WhenAll([.. _keyed, .. _writes]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _writers.Dispose();
        _lookups.Dispose();
    }

    private async Task TakeAsync(int entry, int line, WorkSubmission submission)
    {
        if (submission.IdempotencyKey is not { } key)
        {
            await PlaceAsync(entry, line, submission, services.Factory.Create(submission, PartitionOf(submission)));
        }
        else if (!_firstOfKey.TryAdd(key, entry))
        {
            _repeated.Add((entry, _firstOfKey[key], line));
        }
        else
        {
            await _lookups.WaitAsync(cancellationToken);
            _keyed.Add(TakeKeyedAsync(entry, line, submission, key, services.Factory.Create(submission, PartitionOf(submission))));
        }
    }

    private async Task TakeKeyedAsync(int entry, int line, WorkSubmission submission, string key, WorkItem item)
    {
        try
        {
            var (owner, isNew) = await services.Keys.ClaimAsync(key, item.Id, cancellationToken);
            if (!isNew && await services.Submitter.ExistsAsync(owner, cancellationToken))
            {
                lock (_gate)
                {
                    _ids[entry] = owner.ToString();
                }

                return;
            }

            await PlaceAsync(entry, line, submission, isNew ? item : WorkItemFactory.Create(submission, owner));
        }
        catch (Exception e) when (IsStorageProblem(e))
        {
            Fail([line], e);
        }
        finally
        {
            _lookups.Release();
        }
    }

    private string PartitionOf(WorkSubmission submission)
    {
        if (submission.AffinityKey is { } affinity)
        {
            return services.Factory.LaneOf(submission.Level, affinity);
        }

        lock (_gate)
        {
            return _shards.TryGetValue(submission.Level, out var shard) ? shard : _shards[submission.Level] = services.Factory.DrawShard(submission.Level);
        }
    }

    private async Task PlaceAsync(int entry, int line, WorkSubmission submission, WorkItem item)
    {
        try
        {
            item = await services.Payloads.AttachAsync(item, submission.Payload, cancellationToken);
        }
        catch (Exception e) when (IsStorageProblem(e) || e is IOException)
        {
            Fail([line], e);
            return;
        }

        bool isFull;
        lock (_gate)
        {
            if (!_open.TryGetValue(item.Id.Partition, out var gathered))
            {
                _open[item.Id.Partition] = gathered = new Gathered();
            }

            gathered.Entries.Add(new Entry(entry, line, item));
            gathered.Length += item.Payload?.Length ?? 0;
            isFull = gathered.Length > MaxTransactionLength
                || gathered.Entries.Count == (WorkItemId.IsLane(item.Id.Partition) ? PendingIndex.MaxTransaction : PackPlan.MaxItems);
        }

        if (isFull)
        {
            await WriteAsync(item.Id.Partition);
        }
    }

    /// <summary>Starts to store what is gathered for a partition, when there are not too many writes under way.</summary>
    private async Task WriteAsync(string partition)
    {
        Gathered? gathered;
        lock (_gate)
        {
            if (!_open.Remove(partition, out gathered))
            {
                return;
            }

            // What follows goes to the next shard, so that workers claim side by side.
            var level = partition[0] - '0';
            if (_shards.GetValueOrDefault(level) == partition)
            {
                _shards[level] = services.Factory.NextShard(partition);
            }
        }

        await _writers.WaitAsync(cancellationToken);
        var write = WriteAsync(partition, gathered.Entries);
        lock (_gate)
        {
            _writes.Add(write);
        }
    }

    private async Task WriteAsync(string partition, List<Entry> entries)
    {
        try
        {
            var rows = entries;
            if (!WorkItemId.IsLane(partition))
            {
                (var packs, rows) = PackPlan.Of(entries, static entry => entry.Item, services.Tickets.IsLater);
                if (packs.Count > 0)
                {
                    await WritePacksAsync(partition, packs);
                }
            }

            foreach (var chunk in rows.Chunk(PendingIndex.MaxTransaction))
            {
                var inserted = await services.Index.InsertAsync([.. chunk.Select(static entry => entry.Item)], cancellationToken);
                Written(chunk, inserted.Count);
                await SendTicketsAsync(partition, chunk);
            }
        }
        catch (Exception e) when (IsStorageProblem(e))
        {
            // Stored items whose ticket failed stay accepted: the detector re-issues tickets.
            Fail([.. entries.Where(entry => _ids[entry.Index] is null).Select(static entry => entry.Line)], e);
        }
        finally
        {
            _writers.Release();
        }
    }

    private async Task WritePacksAsync(string partition, IReadOnlyList<List<Entry>> plan)
    {
        var packs = new List<WorkPack>();
        var entries = new List<Entry>();
        foreach (var planned in plan)
        {
            var id = WorkPackId.Create(partition, planned[0].Item.Id.Due);
            packs.Add(new WorkPack
            {
                Id = id,
                State = WorkItemState.Pending,
                Visible = planned[0].Item.Visible,
                Content = PackContent.Write(planned.Select(static entry => entry.Item)),
                Count = planned.Count,
            });
            entries.AddRange(planned.Select((entry, place) => entry with { Item = entry.Item with { Id = id.Item(place) } }));
        }

        await services.Packs.InsertAsync(packs, cancellationToken);
        Written(entries, entries.Count);
        await SendTicketAsync(partition, packs.Count);
    }

    private void Written(IReadOnlyList<Entry> entries, int inserted)
    {
        services.Board.Add(entries[0].Item.Id.Level, new LevelReport { Submitted = inserted });
        services.Meter.Submitted(entries[0].Item.Id.Level, inserted);
        lock (_gate)
        {
            foreach (var entry in entries)
            {
                _ids[entry.Index] = entry.Item.Id.ToString();
            }
        }
    }

    private async Task SendTicketsAsync(string partition, IReadOnlyList<Entry> entries)
    {
        var later = entries.Select(static entry => entry.Item).Where(item => services.Tickets.IsLater(item.Visible)).ToList();
        await services.Delayed.SendAsync(later, cancellationToken);
        if (later.Count < entries.Count)
        {
            await SendTicketAsync(partition, packs: 0);
        }
    }

    /// <summary>Sends the ticket before: the last one is left to the caller, whose way of sending wakes a worker of this host at once.</summary>
    private async Task SendTicketAsync(string partition, int packs)
    {
        (string Partition, int Packs)? before;
        lock (_gate)
        {
            (before, _ticket) = (_ticket, (partition, packs));
        }

        if (before is { } ticket)
        {
            await services.Tickets.SendAsync(ticket.Partition, ticket.Packs, cancellationToken);
        }
    }

    private void Fail(IReadOnlyList<int> lines, Exception e)
    {
        _storageProblem ??= e;
        foreach (var line in lines)
        {
            var errors = new ValidationErrors();
            errors.Add("", $"It could not be stored: {(e.InnerException ?? e).Message.Split('\n')[0]} Send it again.");
            Refuse(line, errors);
        }
    }

    private void Refuse(int line, ValidationErrors errors)
    {
        if (!errors.IsEmpty)
        {
            lock (_gate)
            {
                _errors.Add(new LineError(line, errors.Messages));
            }
        }
    }

    private static bool IsStorageProblem(Exception e) => e is RequestFailedException or AggregateException { InnerException: RequestFailedException };

    /// <summary>A line that was taken, on its way into the table.</summary>
    private sealed record Entry(int Index, int Line, WorkItem Item);

    /// <summary>What was gathered for a partition.</summary>
    private sealed class Gathered
    {
        public List<Entry> Entries { get; } = [];

        /// <summary>Characters of the payloads.</summary>
        public int Length { get; set; }
    }
}
