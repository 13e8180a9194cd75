using System.Globalization;

namespace WorkDistribution.LocalRuntime.Host.State;

/// <summary>
/// Holds a state directory for one host. The operating system lets go of the lock when the process ends in whatever way, so a killed
/// host leaves nothing behind that would stop the next one.
/// </summary>
internal sealed class StateDirectoryLock : IDisposable
{
    private const string LockFileName = "host.lock";
    private const string OwnerFileName = "host.pid";

    // On Unix an IOException carries the system's error number: EROFS and ENOSPC.
    private const int ReadOnlyFileSystem = 30;
    private const int NoSpace = 28;

    private readonly FileStream _lock;

    private StateDirectoryLock(FileStream held) => _lock = held;

    /// <summary>Takes the directory, creating it when it is missing.</summary>
    /// <exception cref="IOException">Another host holds it, or it cannot be written to; the message says what to do.</exception>
    public static StateDirectoryLock Acquire(string directory)
    {
        var path = Path.Combine(directory, LockFileName);
        FileStream held;
        try
        {
            Directory.CreateDirectory(directory);
            held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"The state directory {directory} cannot be written to: {e.Message.TrimEnd('.')}. Choose another with --state DIR.", e);
        }
        catch (IOException e) when (File.Exists(path) && e.HResult is not (ReadOnlyFileSystem or NoSpace))
        {
            throw new IOException(
                $"The state directory {directory} is in use by another host{ReadOwner(directory)}. Stop that host, or give this one a directory of its own with --state DIR.",
                e);
        }
        catch (IOException e)
        {
            throw new IOException($"The state directory {directory} cannot be used: {e.Message.TrimEnd('.')}. Choose another with --state DIR.", e);
        }

        try
        {
            // A file of its own: on Windows nobody else may read a file that is locked.
            File.WriteAllText(Path.Combine(directory, OwnerFileName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new StateDirectoryLock(held);
        }
        catch (IOException e)
        {
            held.Dispose();
            throw new IOException(
                $"The state directory {directory} cannot be written to: {e.Message.TrimEnd('.')}. Free some space, or choose another with --state DIR.", e);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose() => _lock.Dispose();

    private static string ReadOwner(string directory)
    {
        try
        {
            return $" (process {File.ReadAllText(Path.Combine(directory, OwnerFileName)).Trim()})";
        }
        catch (IOException)
        {
            // Only a courtesy: the owner may not have written it yet.
            return string.Empty;
        }
    }
}
