using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;
using SQLitePCL;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Telemetry;

namespace WorkDistribution.LocalRuntime.Engine.Storage.Sqlite;

/// <summary>One read-only connection with its prepared statements. Used by one caller at a time.</summary>
internal sealed class SqliteReader : IDisposable
{
    private const string InstanceColumns =
        "i.key,i.id,i.name,i.version,i.status,i.execution,i.work,i.created,i.updated,i.completed,i.start_at,i.parent_id,i.parent_name,"
        + "i.parent_execution,i.parent_task,i.notifies,i.custom_status,i.output,i.failure,i.parked,i.generation,n.input,n.tags";

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    public SqliteReader(SqliteConnection connection) => _connection = connection;

    private sqlite3 Database => _connection.Handle!;

    public InstanceRow? FindInstance(string id, bool withInput)
    {
        var statement = Prepare(withInput
            ? $"SELECT {InstanceColumns} FROM instances i LEFT JOIN inputs n ON n.key=i.key WHERE i.id=?1"
            : $"SELECT {WithoutInput} FROM instances i WHERE i.id=?1");
        return One(statement.Bind(1, id));
    }

    public List<InstanceRow> Unfinished() =>
        All(Prepare($"SELECT {WithoutInput} FROM instances i WHERE i.work<>0 ORDER BY i.key"));

    public List<InstanceRow> Query(InstanceFilter filter)
    {
        var sql = new StringBuilder("SELECT ").Append(filter.WithInputs ? InstanceColumns : WithoutInput).Append(" FROM instances i");
        if (filter.WithInputs)
        {
            sql.Append(" LEFT JOIN inputs n ON n.key=i.key");
        }

        sql.Append(" WHERE i.id>?1");
        if (filter.IdPrefix is { Length: > 0 })
        {
            sql.Append(" AND i.id>=?2 AND substr(i.id,1,length(?2))=?2");
        }

        Bound(sql, filter.CreatedFrom, "i.created>=", 3);
        Bound(sql, filter.CreatedTo, "i.created<=", 4);
        Bound(sql, filter.CompletedFrom, "i.completed>=", 5);
        Bound(sql, filter.CompletedTo, "i.completed<>0 AND i.completed<=", 6);
        if (filter.ParentId is not null)
        {
            sql.Append(" AND i.parent_id=?7");
        }

        if (filter.Statuses is { } statuses)
        {
            sql.Append(" AND i.status IN (").AppendJoin(',', statuses.Select(status => (int)status).Distinct().Order()).Append(')');
        }

        var statement = Prepare(sql.Append(" ORDER BY i.id LIMIT ?8").ToString()).Bind(1, filter.After ?? string.Empty).Bind(8, filter.Limit);
        Bind(statement, 2, filter.IdPrefix is { Length: > 0 } ? filter.IdPrefix : null);
        Bind(statement, 3, filter.CreatedFrom);
        Bind(statement, 4, filter.CreatedTo);
        Bind(statement, 5, filter.CompletedFrom);
        Bind(statement, 6, filter.CompletedTo);
        Bind(statement, 7, filter.ParentId);
        return All(statement);
    }

    public List<byte[]> History(long execution)
    {
        var statement = Prepare("SELECT turn FROM history WHERE id BETWEEN ?1 AND ?2 ORDER BY id")
            .Bind(1, SqliteSchema.HistoryId(execution, 0)).Bind(2, SqliteSchema.HistoryId(execution + 1, 0) - 1);
        var turns = new List<byte[]>();
        while (statement.Read())
        {
            turns.Add(statement.Blob(0) ?? []);
        }

        return turns;
    }

    public List<InboxRow> Inbox()
    {
        return ReadInbox(Prepare("SELECT seq,target,due,message FROM inbox ORDER BY seq"));
    }

    public List<InboxRow> Held(string target) =>
        ReadInbox(Prepare("SELECT seq,target,due,message FROM inbox WHERE due = -2 AND target = ?1 ORDER BY seq").Bind(1, target));

    private static List<InboxRow> ReadInbox(SqliteStatement statement)
    {
        var rows = new List<InboxRow>();
        while (statement.Read())
        {
            rows.Add(new InboxRow(statement.Int64(0), statement.Text(1)!, statement.Int64(2), statement.Blob(3) ?? []));
        }

        return rows;
    }

    public EntityRow? FindEntity(string id)
    {
        var statement = Prepare($"SELECT {EntityColumns} FROM entities WHERE id=?1").Bind(1, id);
        if (!statement.Read())
        {
            return null;
        }

        var row = ReadEntity(statement);
        statement.Reset();
        return row;
    }

    public List<EntityRow> Query(EntityFilter filter)
    {
        var sql = new StringBuilder($"SELECT {EntityColumns} FROM entities WHERE id>?1");
        if (filter.IdPrefix is { Length: > 0 })
        {
            sql.Append(" AND id>=?2 AND substr(id,1,length(?2))=?2");
        }

        Bound(sql, filter.ModifiedFrom, "modified>=", 3);
        Bound(sql, filter.ModifiedTo, "modified<=", 4);
        if (!filter.IncludeStateless)
        {
            sql.Append(" AND state IS NOT NULL");
        }

        if (filter.LockedBy is not null)
        {
            sql.Append(" AND locked_by=?6");
        }

        var statement = Prepare(sql.Append(" ORDER BY id LIMIT ?5").ToString()).Bind(1, filter.After ?? string.Empty).Bind(5, filter.Limit);
        Bind(statement, 2, filter.IdPrefix is { Length: > 0 } ? filter.IdPrefix : null);
        Bind(statement, 3, filter.ModifiedFrom);
        Bind(statement, 4, filter.ModifiedTo);
        Bind(statement, 6, filter.LockedBy);
        var rows = new List<EntityRow>();
        while (statement.Read())
        {
            rows.Add(ReadEntity(statement));
        }

        return rows;
    }

    public string? Meta(string name)
    {
        var statement = Prepare("SELECT value FROM meta WHERE name=?1").Bind(1, name);
        if (!statement.Read())
        {
            return null;
        }

        var value = statement.Text(0);
        statement.Reset();
        return value;
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private const string EntityColumns = "id,state,locked_by,locked_by_execution,lock_id,modified";

    private static string WithoutInput => InstanceColumns.Replace("n.input,n.tags", "NULL,NULL", StringComparison.Ordinal);

    private static void Bound<T>(StringBuilder sql, T? value, string condition, int parameter)
    {
        if (value is not null)
        {
            sql.Append(" AND ").Append(condition).Append('?').Append(parameter);
        }
    }

    // A parameter that the statement does not mention must not be bound.
    private static void Bind(SqliteStatement statement, int parameter, long? value)
    {
        if (value is { } number)
        {
            statement.Bind(parameter, number);
        }
    }

    private static void Bind(SqliteStatement statement, int parameter, string? value)
    {
        if (value is not null)
        {
            statement.Bind(parameter, value);
        }
    }

    private static InstanceRow? One(SqliteStatement statement)
    {
        if (!statement.Read())
        {
            return null;
        }

        var row = ReadInstance(statement);
        statement.Reset();
        return row;
    }

    private static List<InstanceRow> All(SqliteStatement statement)
    {
        var rows = new List<InstanceRow>();
        while (statement.Read())
        {
            rows.Add(ReadInstance(statement));
        }

        return rows;
    }

    private static InstanceRow ReadInstance(SqliteStatement row)
    {
        var (tags, span) = ReadTags(row.Blob(22));
        return new InstanceRow
        {
            Key = row.Int64(0),
            Id = row.Text(1)!,
            Name = row.Text(2)!,
            Version = row.Text(3)!,
            Status = (OrchestrationRuntimeStatus)row.Int64(4),
            Execution = row.Int64(5),
            Work = (PendingWork)row.Int64(6),
            Created = row.Int64(7),
            Updated = row.Int64(8),
            Completed = row.Int64(9),
            StartAt = row.Int64(10),
            ParentId = row.Text(11),
            ParentName = row.Text(12),
            ParentExecution = row.Int64(13),
            ParentTaskId = (int)row.Int64(14),
            NotifiesParent = row.Int64(15) != 0,
            CustomStatus = row.Text(16),
            Output = row.Text(17),
            Failure = ReadFailure(row.Blob(18)),
            ParkedReason = row.Text(19),
            Generation = (int)row.Int64(20),
            Input = row.Text(21),
            Tags = tags,
            Span = span,
        };
    }

    private static FailureInfo? ReadFailure(byte[]? data)
    {
        if (data is null)
        {
            return null;
        }

        var reader = new RowReader(data);
        return EventCodec.ReadFailure(ref reader);
    }

    private static (IReadOnlyDictionary<string, string>? Tags, SpanLink? Span) ReadTags(byte[]? data)
    {
        if (data is null)
        {
            return default;
        }

        var reader = new RowReader(data);
        var tags = EventCodec.ReadTags(ref reader);
        return (tags.Count > 0 ? tags : null, reader.AtEnd ? null : SpanLink.Parse(reader.Text()));
    }

    private static EntityRow ReadEntity(SqliteStatement row) =>
        new(row.Text(0)!, row.Text(1), row.Text(2), row.Int64(3), row.Text(4), row.Int64(5));

    private SqliteStatement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements.Add(sql, statement = new SqliteStatement(Database, sql));
        }

        return statement;
    }
}
