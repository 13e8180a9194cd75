namespace WorkDistribution.Functions.ObjectStore;

/// <summary>Writes a temporary file and renames it over the target on commit.</summary>
internal sealed class FileObjectWriter(string temporary, string target, bool flushToDisk) : ObjectWriter
{
    private const int BufferBytes = 64 * 1024;

    private readonly FileStream _file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, BufferBytes);
    private bool _committed;

    public override Stream Content => _file;

    public override Task CommitAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // The name must not become durable before the bytes: a power cut would leave a committed, empty object.
        _file.Flush(flushToDisk);
        _file.Dispose();
        File.Move(temporary, target, overwrite: true);
        _committed = true;
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        if (!_committed && Directory.Exists(Path.GetDirectoryName(temporary)))
        {
            File.Delete(temporary);
        }
    }
}
