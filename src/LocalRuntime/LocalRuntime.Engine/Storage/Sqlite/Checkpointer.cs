using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace WorkDistribution.LocalRuntime.Engine.Storage.Sqlite;

/// <summary>
/// Folds the write-ahead log back into the database beside the writer, once a second while there is something to fold. Otherwise each
/// hundredth commit or so would do it itself, and whoever waits for that commit would wait many times as long as for the others.
/// </summary>
internal sealed class Checkpointer : IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    private readonly SqliteConnection _connection;
    private readonly AutoResetEvent _written = new(false);
    private readonly ManualResetEvent _stop = new(false);
    private readonly Thread _thread;
    private int _isAwake;

    /// <param name="connection">A connection of its own, which it disposes of.</param>
    public Checkpointer(SqliteConnection connection)
    {
        _connection = connection;
        _thread = new Thread(Run) { IsBackground = true, Name = "durable store checkpoints" };
        _thread.Start();
    }

    /// <summary>Notes that something was committed.</summary>
    public void Written()
    {
        if (Volatile.Read(ref _isAwake) == 0 && Interlocked.Exchange(ref _isAwake, 1) == 0)
        {
            _written.Set();
        }
    }

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _connection.Dispose();
        _written.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        WaitHandle[] either = [_stop, _written];
        while (WaitHandle.WaitAny(either) != 0 && !_stop.WaitOne(_interval))
        {
            Volatile.Write(ref _isAwake, 0);

            // Takes what no reader needs any more and waits for nobody. If it fails, as on a full disk, the log stays as it is: the next
            // one takes more, and beyond a bound the writer folds it itself and reports what is wrong.
            _ = raw.sqlite3_wal_checkpoint_v2(_connection.Handle!, null, raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);
        }
    }
}
