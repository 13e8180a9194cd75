using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace WorkDistribution.Benchmarks.Engine;

/// <summary>What SQLite takes on this machine: one writer, prepared inserts of 150-byte rows, 1,000 a transaction.</summary>
internal static class StoreLimit
{
    private const int Rows = 200_000;
    private const int RowsPerTransaction = 1_000;
    private const int RowBytes = 150;

    public static double Measure()
    {
        using var folder = new TemporaryFolder();
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "limit.db")};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4096; "
            + "CREATE TABLE rows(id INTEGER PRIMARY KEY, data BLOB NOT NULL)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO rows(id,data) VALUES($id,$data)";
        var id = insert.Parameters.Add("$id", SqliteType.Integer);
        insert.Parameters.Add("$data", SqliteType.Blob).Value = new byte[RowBytes];
        insert.Prepare();

        var started = Stopwatch.GetTimestamp();
        for (var row = 0; row < Rows;)
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            for (var i = 0; i < RowsPerTransaction; i++)
            {
                id.Value = row++;
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        return Rows / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
