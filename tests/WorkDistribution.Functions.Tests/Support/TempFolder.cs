namespace WorkDistribution.Functions.Tests.Support;

/// <summary>A folder of one test, deleted with it. Its path has no links, so that it can be compared with real paths.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder()
    {
        Path = WorkDistribution.Functions.MapReduce.Input.RealPath.Resolve(Directory.CreateTempSubdirectory("wd-test-").FullName);
    }

    public string Path { get; }

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    public string Write(string relative, string text) => Write(relative, System.Text.Encoding.UTF8.GetBytes(text));

    public string Write(string relative, ReadOnlySpan<byte> bytes)
    {
        var path = this[relative];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
