using System.Runtime.CompilerServices;

namespace WorkDistribution.Functions.ObjectStore;

/// <summary>Objects as files under one folder. A write goes to a hidden file beside its target and is renamed on commit.</summary>
internal sealed class FolderObjectStore(string root) : IObjectStore
{
    /// <summary>Names cannot begin with a dot (<see cref="ObjectName"/>), so this prefix is the store's own.</summary>
    private const string TemporaryPrefix = ".tmp-";

    private readonly string _root = Path.GetFullPath(root);

    public Task<Stream> OpenReadAsync(string name, long offset = 0, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var path = PathOf(ObjectName.Validate(name));
        try
        {
            // Readers bring buffers of their own; synchronous handles spare a thread-pool hop per read on Linux.
            var stream = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.Read | FileShare.Delete,
                BufferSize = 0,
                Options = FileOptions.SequentialScan,
            });
            stream.Position = offset;
            return Task.FromResult<Stream>(stream);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromException<Stream>(new ObjectNotFoundException(name, e));
        }
    }

    public Task<ObjectWriter> CreateAsync(string name, bool transient = false, CancellationToken cancellationToken = default)
    {
        var target = PathOf(ObjectName.Validate(name));
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $"{TemporaryPrefix}{Guid.NewGuid():N}");
        return Task.FromResult<ObjectWriter>(new FileObjectWriter(temporary, target, flushToDisk: !transient));
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var folder = new DirectoryInfo(PathOf(ObjectName.ValidatePrefix(prefix)));
        if (!folder.Exists)
        {
            yield break;
        }

        var found = folder.EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(static file => !file.Name.StartsWith(TemporaryPrefix, StringComparison.Ordinal))
            .Select(file => new StoredObject(NameOf(file.FullName), file.Length))
            .OrderBy(static stored => stored.Name, StringComparer.Ordinal);
        foreach (var stored in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return stored;
        }

        await Task.CompletedTask;
    }

    public Task<bool> ExistsAsync(string name, CancellationToken cancellationToken = default) =>
        Task.FromResult(File.Exists(PathOf(ObjectName.Validate(name))));

    public Task DeletePrefixAsync(string prefix, CancellationToken cancellationToken = default)
    {
        try
        {
            Directory.Delete(PathOf(ObjectName.ValidatePrefix(prefix)), recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing under the prefix is what the caller asked for.
        }

        return Task.CompletedTask;
    }

    public string Locate(string prefix) => PathOf(ObjectName.ValidatePrefix(prefix)).TrimEnd(Path.DirectorySeparatorChar);

    private string PathOf(string name) => Path.Combine(_root, name.Replace('/', Path.DirectorySeparatorChar));

    private string NameOf(string path) => Path.GetRelativePath(_root, path).Replace(Path.DirectorySeparatorChar, '/');
}
