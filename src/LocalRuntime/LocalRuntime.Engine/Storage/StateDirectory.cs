using System.Globalization;

namespace WorkDistribution.LocalRuntime.Engine.Storage;

/// <summary>
/// The folder an engine keeps its state in, held by one engine at a time. The operating system gives the lock back when
/// the process ends, however it ends; who holds it stands in a file beside it.
/// </summary>
internal sealed class StateDirectory : IDisposable
{
    // On Unix an IOException carries the system's error number: EROFS and ENOSPC.
    private const int ReadOnlyFileSystem = 30;
    private const int NoSpace = 28;

    private readonly FileStream? _lock;
    private readonly bool _temporary;

    private StateDirectory(string path, FileStream? @lock, bool temporary)
    {
        Path = path;
        _lock = @lock;
        _temporary = temporary;
    }

    public string Path { get; }

    /// <summary>Whether the contents are thrown away at the end, so that they need not be safe against a power failure.</summary>
    public bool IsTemporary => _temporary;

    public string DatabasePath => System.IO.Path.Combine(Path, "engine.db");

    public static StateDirectory Open(string? path)
    {
        if (path is null)
        {
            return new StateDirectory(Directory.CreateTempSubdirectory("durable-engine-").FullName, null, temporary: true);
        }

        path = System.IO.Path.GetFullPath(path);
        try
        {
            return Lock(path);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new InvalidOperationException(
                $"The state folder '{path}' cannot be written by this process ({e.Message}). Give it write access and some space, or choose another state folder.", e);
        }
    }

    public void Dispose()
    {
        _lock?.Dispose();
        if (_temporary)
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private static StateDirectory Lock(string path)
    {
        Directory.CreateDirectory(path);
        var owner = System.IO.Path.Combine(path, "engine.owner");
        FileStream held;
        try
        {
            held = new FileStream(
                System.IO.Path.Combine(path, "engine.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.None);
        }
        catch (IOException e) when (File.Exists(owner) && e.HResult is not (ReadOnlyFileSystem or NoSpace))
        {
            throw new InvalidOperationException(
                $"The state folder '{path}' is in use by {Read(owner)}. Stop that process, or choose another state folder.", e);
        }

        try
        {
            File.WriteAllText(owner, string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} ({Environment.ProcessPath})"));
            return new StateDirectory(path, held, temporary: false);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static string Read(string owner)
    {
        try
        {
            return File.ReadAllText(owner);
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
