namespace WorkDistribution.LocalRuntime.Engine.Storage.Sqlite;

/// <summary>The tables. A history row's id is its execution and step in one integer, so that turns append at one place.</summary>
internal static class SqliteSchema
{
    public const int Version = 1;

    public const int StepBits = 24;

    public const string Create = """
        CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS instances(
            key INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL, status INTEGER NOT NULL,
            execution INTEGER NOT NULL, work INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,
            completed INTEGER NOT NULL, start_at INTEGER NOT NULL, parent_id TEXT, parent_name TEXT, parent_execution INTEGER NOT NULL,
            parent_task INTEGER NOT NULL, notifies INTEGER NOT NULL, custom_status TEXT, output TEXT, failure BLOB, parked TEXT,
            generation INTEGER NOT NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS instances_id ON instances(id);
        CREATE INDEX IF NOT EXISTS instances_work ON instances(work) WHERE work <> 0;
        CREATE INDEX IF NOT EXISTS instances_parent ON instances(parent_id) WHERE parent_id IS NOT NULL;
        CREATE TABLE IF NOT EXISTS inputs(key INTEGER PRIMARY KEY, input TEXT, tags BLOB);
        CREATE TABLE IF NOT EXISTS history(id INTEGER PRIMARY KEY, turn BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS inbox(seq INTEGER PRIMARY KEY, target TEXT NOT NULL, due INTEGER NOT NULL, message BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS inbox_held ON inbox(target) WHERE due = -2;
        CREATE TABLE IF NOT EXISTS entities(
            id TEXT PRIMARY KEY, state TEXT, locked_by TEXT, locked_by_execution INTEGER NOT NULL, lock_id TEXT, modified INTEGER NOT NULL);
        """;

    public static long HistoryId(long execution, int step) => (execution << StepBits) | (uint)step;
}
