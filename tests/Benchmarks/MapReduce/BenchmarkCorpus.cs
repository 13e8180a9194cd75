using WorkDistribution.Cli.Hosting;

namespace WorkDistribution.Benchmarks.MapReduce;

/// <summary>The text that is measured: the SDK's reference documentation, once as it stands and once repeated to 1 GB.</summary>
internal sealed class BenchmarkCorpus : IDisposable
{
    private const long RepeatedBytes = 1_000_000_000;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wd-bench-");

    private BenchmarkCorpus(IReadOnlyList<string> documentation)
    {
        Documentation = documentation;
    }

    public string Folder => folder.FullName;

    public IReadOnlyList<string> Documentation { get; }

    public IReadOnlyList<string> Repeated { get; private set; } = [];

    /// <exception cref="InvalidOperationException">This machine has no reference packs.</exception>
    public static BenchmarkCorpus Create(CancellationToken cancellationToken)
    {
        var packs = Path.Combine(DotnetRoot.Path, "packs");
        string[] documentation = Directory.Exists(packs)
            ? [.. Directory.EnumerateFiles(packs, "*.xml", SearchOption.AllDirectories)
                .Where(file => file.Contains($"{Path.DirectorySeparatorChar}ref{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)]
            : [];
        if (documentation.Length == 0)
        {
            throw new InvalidOperationException($"No reference documentation under {packs}: the benchmark needs the .NET SDK, not only its runtime.");
        }

        var corpus = new BenchmarkCorpus(documentation);
        corpus.Repeat(cancellationToken);
        return corpus;
    }

    public static long Bytes(IEnumerable<string> files) => files.Sum(file => new FileInfo(file).Length);

    public void Dispose() => folder.Delete(recursive: true);

    private void Repeat(CancellationToken cancellationToken)
    {
        var repeated = new List<string>();
        for (long written = 0; written < RepeatedBytes;)
        {
            var path = Path.Combine(folder.FullName, $"text-{repeated.Count:00}.xml");
            using var target = File.Create(path);
            foreach (var file in Documentation)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var source = File.OpenRead(file);
                source.CopyTo(target);
            }

            written += target.Length;
            repeated.Add(path);
        }

        Repeated = repeated;
    }
}
