using WorkDistribution.Functions.MapReduce.Input;
using WorkDistribution.Functions.MapReduce.Requests;

namespace WorkDistribution.Functions.MapReduce.Orchestration;

/// <summary>Input of the orchestration. Every default is settled before it starts, so that a replay elsewhere decides the same.</summary>
/// <param name="Job">The job's name.</param>
/// <param name="Input">What it reads.</param>
/// <param name="Reducers">Number of parts.</param>
/// <param name="SplitBytes">Upper bound of a split in bytes.</param>
/// <param name="MaxParallelMaps">Map tasks, and later reduce tasks, in flight.</param>
/// <param name="ToleratedFailures">How many splits may be given up.</param>
/// <param name="Parameters">The job's own parameters.</param>
/// <param name="BackupTasks">Whether slow splits get backups.</param>
internal sealed record MapReduceRequest(
    string Job,
    JobInput Input,
    int Reducers,
    long SplitBytes,
    int MaxParallelMaps,
    Tolerance ToleratedFailures,
    IReadOnlyDictionary<string, string>? Parameters,
    bool BackupTasks = false);
