using WorkDistribution.Functions.MapReduce.Input;

namespace WorkDistribution.Functions.MapReduce.Storage;

/// <summary>What every task needs to know of its job. It lies in the object store, so that task inputs stay a few bytes.</summary>
/// <param name="Job">The job's name.</param>
/// <param name="Input">What it reads.</param>
/// <param name="Parameters">The job's own parameters.</param>
/// <param name="Splits">Number of splits.</param>
/// <param name="Reducers">Number of parts.</param>
/// <param name="InputBytes">Bytes in all splits.</param>
internal sealed record JobDescription(
    string Job, JobInput Input, IReadOnlyDictionary<string, string> Parameters, int Splits, int Reducers, long InputBytes);
