using WorkDistribution.Core.MapReduce;

namespace WorkDistribution.Functions.MapReduce.Storage;

/// <summary>Describes the output of a finished job, beside its parts.</summary>
/// <param name="Job">The job's name.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="InputBytes">Bytes read.</param>
/// <param name="Splits">Number of splits.</param>
/// <param name="MapOutputRecords">Pairs emitted by the mappers.</param>
/// <param name="ShuffledRecords">Pairs after the combiner.</param>
/// <param name="DistinctKeys">Groups of equal keys.</param>
/// <param name="TotalCount">Sum of the values for a counting job, else the number of output records.</param>
/// <param name="Parts">The parts in their order.</param>
/// <param name="Top">The first entries of the whole, at most 1,000: by count where the job has one, else in the order of the output.</param>
internal sealed record JobManifest(
    string Job,
    IReadOnlyDictionary<string, string> Parameters,
    long InputBytes,
    int Splits,
    long MapOutputRecords,
    long ShuffledRecords,
    long DistinctKeys,
    long TotalCount,
    IReadOnlyList<ManifestPart> Parts,
    IReadOnlyList<TopEntry> Top);
