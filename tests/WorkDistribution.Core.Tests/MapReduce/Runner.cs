using System.Text;
using WorkDistribution.Core.MapReduce;

namespace WorkDistribution.Core.Tests.MapReduce;

/// <summary>Runs jobs in memory and makes their output comparable.</summary>
internal static class Runner
{
    /// <summary>Runs a job over texts named 0, 1, 2 …</summary>
    public static Task<IReadOnlyList<InMemoryPart>> RunAsync(
        Func<MapReduceJob> create, byte[][] texts, int splitBytes, int reducers, Func<MapOptions, MapOptions>? configure = null) =>
        InMemoryJob.RunAsync(
            create,
            texts.Select(static (text, i) => (text, i)).ToDictionary(static t => $"{t.i}", static t => t.text),
            splitBytes,
            reducers,
            configure ?? (static o => o));

    /// <summary>Creates a built-in job.</summary>
    public static Func<MapReduceJob> Job(string name, params (string Name, string Value)[] parameters) => () =>
        JobRegistry.CreateDefault().TryCreate(name, parameters.ToDictionary(static p => p.Name, static p => p.Value), out var job)
            ? job
            : throw new ArgumentException($"There is no job {name}.", nameof(name));

    /// <summary>All parts, one after the other.</summary>
    public static byte[] Concat(IEnumerable<InMemoryPart> parts) => [.. parts.SelectMany(static part => part.Bytes)];

    /// <summary>All lines of all parts, sorted by their UTF-8 bytes.</summary>
    public static string SortedLines(IEnumerable<InMemoryPart> parts) => string.Concat(Encoding.UTF8.GetString(Concat(parts))
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Order(Utf8Order.Instance)
        .Select(static line => line + "\n"));
}
