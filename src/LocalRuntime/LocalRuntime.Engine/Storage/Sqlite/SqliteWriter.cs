using System.Collections.ObjectModel;
using System.Globalization;
using System.Runtime.InteropServices;
using SQLitePCL;
using WorkDistribution.LocalRuntime.Engine.History;

namespace WorkDistribution.LocalRuntime.Engine.Storage.Sqlite;

/// <summary>Writes batches of steps, one transaction each. Used by one thread at a time.</summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>Ids are reserved this many at a time, so that the mark is written rarely and no id is ever given twice.</summary>
    private const long IdReserve = 4096;

    private readonly sqlite3 _database;
    private readonly RowWriter _rows = new();
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _deleteSameId;
    private readonly SqliteStatement _insertInstance;
    private readonly SqliteStatement _updateInstance;
    private readonly SqliteStatement _touchInstance;
    private readonly SqliteStatement _upsertInput;
    private readonly SqliteStatement _insertHistory;
    private readonly SqliteStatement _deleteHistory;
    private readonly SqliteStatement _insertInbox;
    private readonly SqliteStatement _deleteInbox;
    private readonly SqliteStatement _upsertEntity;
    private readonly SqliteStatement _deleteEntity;
    private readonly SqliteStatement _deleteInstance;
    private readonly SqliteStatement _deleteInput;
    private readonly SqliteStatement _upsertMeta;
    private readonly List<SqliteStatement> _all = [];
    private long _reservedKey;
    private long _reservedSeq;

    public SqliteWriter(sqlite3 database, long reservedKey, long reservedSeq)
    {
        _database = database;
        _reservedKey = reservedKey;
        _reservedSeq = reservedSeq;
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _deleteSameId = Prepare("DELETE FROM instances WHERE id=?1 RETURNING key, execution");
        _insertInstance = Prepare("""
            INSERT INTO instances(key,id,name,version,status,execution,work,created,updated,completed,start_at,parent_id,parent_name,
                parent_execution,parent_task,notifies,custom_status,output,failure,parked,generation)
            VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21)
            """);
        _updateInstance = Prepare("""
            UPDATE instances SET version=?2,status=?3,execution=?4,work=?5,updated=?6,completed=?7,custom_status=?8,output=?9,failure=?10,
                parked=?11,parent_execution=?12,generation=?13 WHERE key=?1
            """);
        _touchInstance = Prepare("UPDATE instances SET status=?2,updated=?3,custom_status=?4 WHERE key=?1");
        _upsertInput = Prepare("INSERT OR REPLACE INTO inputs(key,input,tags) VALUES(?1,?2,?3)");
        _insertHistory = Prepare("INSERT INTO history(id,turn) VALUES(?1,?2)");
        _deleteHistory = Prepare("DELETE FROM history WHERE id BETWEEN ?1 AND ?2");
        _insertInbox = Prepare("INSERT INTO inbox(seq,target,due,message) VALUES(?1,?2,?3,?4)");
        _deleteInbox = Prepare("DELETE FROM inbox WHERE seq=?1");
        _upsertEntity = Prepare("""
            INSERT INTO entities(id,state,locked_by,locked_by_execution,lock_id,modified) VALUES(?1,?2,?3,?4,?5,?6)
            ON CONFLICT(id) DO UPDATE SET state=excluded.state, locked_by=excluded.locked_by,
                locked_by_execution=excluded.locked_by_execution, lock_id=excluded.lock_id, modified=excluded.modified
            """);
        _deleteEntity = Prepare("DELETE FROM entities WHERE id=?1");
        _deleteInstance = Prepare("DELETE FROM instances WHERE key=?1 AND execution=?2 RETURNING key");
        _deleteInput = Prepare("DELETE FROM inputs WHERE key=?1");
        _upsertMeta = Prepare("INSERT OR REPLACE INTO meta(name,value) VALUES(?1,?2)");
    }

    public void Write(IReadOnlyList<StoreStep> steps)
    {
        _begin.Execute();
        try
        {
            foreach (var step in steps)
            {
                WriteStep(step);
            }

            var (key, seq) = HighestIds(steps);
            var reservedKey = Reserve("next_key", key, _reservedKey);
            var reservedSeq = Reserve("next_seq", seq, _reservedSeq);
            _commit.Execute();
            (_reservedKey, _reservedSeq) = (reservedKey, reservedSeq);
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var statement in _all)
        {
            statement.Dispose();
        }
    }

    private SqliteStatement Prepare(string sql)
    {
        var statement = new SqliteStatement(_database, sql);
        _all.Add(statement);
        return statement;
    }

    private void Rollback()
    {
        // SQLite may have rolled back by itself (a full disk); then this one finds nothing to do.
        if (raw.sqlite3_get_autocommit(_database) == 0)
        {
            raw.sqlite3_exec(_database, "ROLLBACK");
        }
    }

    private void WriteStep(StoreStep step)
    {
        foreach (var row in Rows(step.Creates))
        {
            Insert(row);
        }

        foreach (var row in Rows(step.Updates))
        {
            Update(row);
        }

        if (step.Touch is { } touch)
        {
            _touchInstance.Bind(1, touch.Key).Bind(2, (long)touch.Status).Bind(3, touch.Updated).Bind(4, touch.CustomStatus).Execute();
        }

        foreach (var execution in Rows(step.DroppedExecutions))
        {
            DeleteHistory(execution);
        }

        foreach (var row in Rows(step.History))
        {
            _insertHistory.Bind(1, SqliteSchema.HistoryId(row.Execution, row.Step)).Bind(2, row.Turn).Execute();
        }

        foreach (var row in Rows(step.Sends))
        {
            _insertInbox.Bind(1, row.Seq).Bind(2, row.Target).Bind(3, row.Due).Bind(4, row.Message).Execute();
        }

        foreach (var seq in Rows(step.Consumed))
        {
            _deleteInbox.Bind(1, seq).Execute();
        }

        if (step.Entity is { } entity)
        {
            _upsertEntity.Bind(1, entity.Id).Bind(2, entity.State).Bind(3, entity.LockedBy).Bind(4, entity.LockedByExecution)
                .Bind(5, entity.LockId).Bind(6, entity.Modified).Execute();
        }

        if (step.DeletedEntity is { } deleted)
        {
            _deleteEntity.Bind(1, deleted).Execute();
        }

        foreach (var row in Rows(step.Purged))
        {
            Purge(row);
        }
    }

    private void Purge(InstanceRow row)
    {
        if (_deleteInstance.Bind(1, row.Key).Bind(2, row.Execution).Read())
        {
            _deleteInstance.Reset();
            _deleteInput.Bind(1, row.Key).Execute();
            DeleteHistory(row.Execution);
        }
    }

    private void Insert(InstanceRow row)
    {
        while (_deleteSameId.Bind(1, row.Id).Read())
        {
            var (oldKey, oldExecution) = (_deleteSameId.Int64(0), _deleteSameId.Int64(1));
            _deleteSameId.Reset();
            _deleteInput.Bind(1, oldKey).Execute();
            DeleteHistory(oldExecution);
        }

        _insertInstance.Bind(1, row.Key).Bind(2, row.Id).Bind(3, row.Name).Bind(4, row.Version).Bind(5, (long)row.Status)
            .Bind(6, row.Execution).Bind(7, (long)row.Work).Bind(8, row.Created).Bind(9, row.Updated).Bind(10, row.Completed)
            .Bind(11, row.StartAt).Bind(12, row.ParentId).Bind(13, row.ParentName).Bind(14, row.ParentExecution)
            .Bind(15, row.ParentTaskId).Bind(16, row.NotifiesParent ? 1 : 0).Bind(17, row.CustomStatus).Bind(18, row.Output)
            .Bind(19, Encode(row.Failure)).Bind(20, row.ParkedReason).Bind(21, row.Generation).Execute();
        WriteInput(row);
    }

    private void Update(InstanceRow row)
    {
        _updateInstance.Bind(1, row.Key).Bind(2, row.Version).Bind(3, (long)row.Status).Bind(4, row.Execution).Bind(5, (long)row.Work)
            .Bind(6, row.Updated).Bind(7, row.Completed).Bind(8, row.CustomStatus).Bind(9, row.Output).Bind(10, Encode(row.Failure))
            .Bind(11, row.ParkedReason).Bind(12, row.ParentExecution).Bind(13, row.Generation).Execute();
        if (row.InputChanged)
        {
            WriteInput(row);
        }
    }

    private void WriteInput(InstanceRow row)
    {
        byte[]? tags = null;
        if (row.Tags is { Count: > 0 } || row.Span is not null)
        {
            _rows.Reset();
            EventCodec.WriteTags(_rows, row.Tags ?? ReadOnlyDictionary<string, string>.Empty);
            if (row.Span is not null)
            {
                _rows.Text(row.Span.ToString());
            }

            tags = _rows.ToArray();
        }

        if (row.Input is not null || tags is not null || row.InputChanged)
        {
            _upsertInput.Bind(1, row.Key).Bind(2, row.Input).Bind(3, tags).Execute();
        }
    }

    private byte[]? Encode(FailureInfo? failure)
    {
        if (failure is null)
        {
            return null;
        }

        _rows.Reset();
        EventCodec.WriteFailure(_rows, failure);
        return _rows.ToArray();
    }

    private void DeleteHistory(long execution) =>
        _deleteHistory.Bind(1, SqliteSchema.HistoryId(execution, 0)).Bind(2, SqliteSchema.HistoryId(execution + 1, 0) - 1).Execute();

    private static (long Key, long Seq) HighestIds(IReadOnlyList<StoreStep> steps)
    {
        long key = 0, seq = 0;
        foreach (var step in steps)
        {
            foreach (var row in Rows(step.Creates))
            {
                key = Math.Max(key, row.Execution);
            }

            foreach (var row in Rows(step.Updates))
            {
                key = Math.Max(key, row.Execution);
            }

            foreach (ref readonly var row in Rows(step.Sends))
            {
                seq = Math.Max(seq, row.Seq);
            }
        }

        return (key, seq);
    }

    private static ReadOnlySpan<T> Rows<T>(List<T>? rows) => CollectionsMarshal.AsSpan(rows);

    private long Reserve(string name, long used, long reserved)
    {
        if (used < reserved)
        {
            return reserved;
        }

        var mark = used + IdReserve;
        _upsertMeta.Bind(1, name).Bind(2, mark.ToString(CultureInfo.InvariantCulture)).Execute();
        return mark;
    }
}
