namespace WorkDistribution.Benchmarks.Engine;

/// <summary>A folder on the disk that the benchmarks measure, deleted at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("engine-benchmark-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
