using SQLitePCL;

namespace WorkDistribution.LocalRuntime.Engine.Storage.Sqlite;

/// <summary>Turns SQLite's result codes into exceptions that say what happened and what to do.</summary>
internal static class SqliteErrors
{
    public static void Check(sqlite3 database, int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw Exception(database, result);
        }
    }

    public static Exception Exception(sqlite3 database, int result)
    {
        var text = raw.sqlite3_errmsg(database).utf8_to_string();
        return (result & 0xFF) switch
        {
            raw.SQLITE_FULL => new StoreUnavailableException(
                $"The disk that holds the state folder is full ({text}). Free some space."),
            raw.SQLITE_READONLY or raw.SQLITE_PERM => new StoreUnavailableException(
                $"The state folder cannot be written ({text}). Give this process write access."),
            raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new StoreUnavailableException(
                $"The state database could not be accessed ({text}). If this goes on, check the disk."),
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new InvalidDataException(
                $"The state database is damaged ({text}). Restore the state folder from a backup, or delete it to start afresh."),
            _ => new InvalidOperationException($"SQLite refused a statement with code {result}: {text}."),
        };
    }
}
