using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace WorkDistribution.LocalRuntime.Engine.Storage.Sqlite;

/// <summary>
/// The store of an engine on one machine: SQLite in WAL mode, synchronous FULL. One thread writes; reads run on the
/// callers' threads, each on a connection of its own.
/// </summary>
internal sealed class SqliteStore(string? stateDirectory, string hubName) : IDurableStore
{
    /// <summary>Pages of the write-ahead log before the writer itself folds it back into the database: 64 MB.</summary>
    private const int CheckpointPages = 16_384;

    private readonly BlockingCollection<(IReadOnlyList<StoreStep> Steps, TaskCompletionSource Done)> _commits = [];
    private readonly ConcurrentBag<SqliteReader> _readers = [];
    private StateDirectory? _directory;
    private SqliteConnection? _connection;
    private SqliteWriter? _writer;
    private Checkpointer? _checkpointer;
    private Thread? _thread;

    private string DatabasePath => (_directory ?? throw new InvalidOperationException("The store is not open.")).DatabasePath;

    public async ValueTask<StoreContents> OpenAsync(CancellationToken cancellationToken)
    {
        _directory = StateDirectory.Open(stateDirectory);
        try
        {
            return Open(_directory);
        }
        catch
        {
            // Whoever mends the cause may try again in this process, so nothing may stay held.
            await DisposeAsync();
            throw;
        }
    }

    private StoreContents Open(StateDirectory directory)
    {
        _connection = Connect(SqliteOpenMode.ReadWriteCreate);
        var database = _connection.Handle!;
        Run(database, "PRAGMA journal_mode=WAL");
        Run(database, Synchronous(directory));
        Run(database, string.Create(CultureInfo.InvariantCulture, $"PRAGMA wal_autocheckpoint={CheckpointPages}"));
        Run(database, "PRAGMA cache_size=-32768");
        Run(database, "PRAGMA temp_store=MEMORY");
        CheckOrCreateSchema(database);
        return Read(Start);
    }

    /// <summary>Bounds the database to so many pages, as a full disk would; null lifts the bound. For tests.</summary>
    internal void LimitPages(int? pages) => Run(
        _connection!.Handle!, string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count={pages ?? int.MaxValue}"));

    /// <summary>Lets the database take no writes, as a read-only folder would. For tests.</summary>
    internal void SetReadOnly(bool isReadOnly) => Run(_connection!.Handle!, $"PRAGMA query_only={(isReadOnly ? 1 : 0)}");

    public ValueTask CommitAsync(IReadOnlyList<StoreStep> steps)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _commits.Add((steps, done));
        return new ValueTask(done.Task);
    }

    public ValueTask<InstanceRow?> FindInstanceAsync(string id, bool withInput) =>
        ValueTask.FromResult(Read(reader => reader.FindInstance(id, withInput)));

    public ValueTask<IReadOnlyList<InstanceRow>> QueryInstancesAsync(InstanceFilter filter) =>
        ValueTask.FromResult<IReadOnlyList<InstanceRow>>(Read(reader => reader.Query(filter)));

    public ValueTask<IReadOnlyList<byte[]>> LoadHistoryAsync(long execution) =>
        ValueTask.FromResult<IReadOnlyList<byte[]>>(Read(reader => reader.History(execution)));

    public ValueTask<IReadOnlyList<InboxRow>> LoadHeldAsync(string target) =>
        ValueTask.FromResult<IReadOnlyList<InboxRow>>(Read(reader => reader.Held(target)));

    public ValueTask<EntityRow?> FindEntityAsync(string id) => ValueTask.FromResult(Read(reader => reader.FindEntity(id)));

    public ValueTask<IReadOnlyList<EntityRow>> QueryEntitiesAsync(EntityFilter filter) =>
        ValueTask.FromResult<IReadOnlyList<EntityRow>>(Read(reader => reader.Query(filter)));

    public ValueTask DisposeAsync()
    {
        _commits.CompleteAdding();
        _thread?.Join();
        _commits.Dispose();
        _checkpointer?.Dispose();
        _writer?.Dispose();
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        _connection?.Dispose();
        _directory?.Dispose();
        return default;
    }

    private StoreContents Start(SqliteReader reader)
    {
        var (nextKey, nextSeq) = (Mark(reader, "next_key"), Mark(reader, "next_seq"));
        _writer = new SqliteWriter(_connection!.Handle!, nextKey, nextSeq);
        var checkpoints = Connect(SqliteOpenMode.ReadWrite);
        Run(checkpoints.Handle!, Synchronous(_directory!));
        _checkpointer = new Checkpointer(checkpoints);
        _thread = new Thread(WriteLoop) { IsBackground = true, Name = "durable store writer" };
        _thread.Start();
        return new StoreContents(nextKey, nextSeq, reader.Unfinished(), reader.Inbox());
    }

    private static string Synchronous(StateDirectory directory) =>
        directory.IsTemporary ? "PRAGMA synchronous=OFF" : "PRAGMA synchronous=FULL";

    private static long Mark(SqliteReader reader, string name) =>
        reader.Meta(name) is { } value ? long.Parse(value, CultureInfo.InvariantCulture) : 1;

    private void WriteLoop()
    {
        foreach (var (steps, done) in _commits.GetConsumingEnumerable())
        {
            try
            {
                _writer!.Write(steps);
                done.SetResult();
                _checkpointer!.Written();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }
    }

    private void CheckOrCreateSchema(sqlite3 database)
    {
        Run(database, SqliteSchema.Create);
        using var reader = new SqliteReader(Connect(SqliteOpenMode.ReadOnly));
        var found = reader.Meta("schema");
        if (found is null)
        {
            using var insert = new SqliteStatement(database, "INSERT INTO meta(name,value) VALUES(?1,?2)");
            insert.Bind(1, "schema").Bind(2, SqliteSchema.Version.ToString(CultureInfo.InvariantCulture)).Execute();
            insert.Bind(1, "hub").Bind(2, hubName).Execute();
            return;
        }

        if (found != SqliteSchema.Version.ToString(CultureInfo.InvariantCulture))
        {
            throw new InvalidOperationException(
                $"The state folder '{_directory!.Path}' has format {found}, but this version reads format {SqliteSchema.Version}. "
                + "Run the version that wrote it, or choose another state folder.");
        }

        if (reader.Meta("hub") is { } hub && hub != hubName)
        {
            throw new InvalidOperationException(
                $"The state folder '{_directory!.Path}' belongs to task hub '{hub}', not '{hubName}'. Use that hub name, or choose another state folder.");
        }
    }

    private T Read<T>(Func<SqliteReader, T> read)
    {
        if (!_readers.TryTake(out var reader))
        {
            reader = new SqliteReader(Connect(SqliteOpenMode.ReadOnly));
        }

        T result;
        try
        {
            result = read(reader);
        }
        catch
        {
            // A statement that was interrupted holds on to its snapshot: begin with a fresh connection.
            reader.Dispose();
            throw;
        }

        _readers.Add(reader);
        return result;
    }

    private SqliteConnection Connect(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = DatabasePath,
            Mode = mode,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new StoreUnavailableException(
                $"The state database '{DatabasePath}' could not be opened ({e.Message}). Check that the folder can be written and the disk is not full.", e);
        }

        raw.sqlite3_busy_timeout(connection.Handle!, 5000);
        return connection;
    }

    private static void Run(sqlite3 database, string sql)
    {
        var result = raw.sqlite3_exec(database, sql);
        if (result != raw.SQLITE_OK)
        {
            throw SqliteErrors.Exception(database, result);
        }
    }
}
