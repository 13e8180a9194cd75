namespace WorkDistribution.Cli.Scenario;

/// <summary>What <c>wd scenario netflix</c> measured. Times are milliseconds.</summary>
/// <param name="InputBytes">Size of the generated film.</param>
/// <param name="Chunks">Its chunks.</param>
/// <param name="Cores">Processors of this machine.</param>
/// <param name="MonolithMs">Before: one process, with a crash and the restart from the beginning.</param>
/// <param name="MonolithCleanMs">Before, had nothing crashed.</param>
/// <param name="MonolithKeptPercent">Progress that survived the crash.</param>
/// <param name="DistributedMs">After: the encoding with a failed chunk, from submission to the published output.</param>
/// <param name="RetriedChunks">Chunks that were encoded again.</param>
/// <param name="KeptPercent">Progress that survived the failure.</param>
/// <param name="SequentialFraction">Share of the distributed work that cannot be parallelised, as measured.</param>
/// <param name="AchievedSpeedup"><paramref name="MonolithMs"/> over <paramref name="DistributedMs"/>.</param>
/// <param name="CleanSpeedup"><paramref name="MonolithCleanMs"/> over <paramref name="DistributedMs"/>.</param>
/// <param name="TheoreticalSpeedup">Amdahl's law for the cores at hand.</param>
/// <param name="WorkersForSeed">Workers that 36x needs with that fraction by Amdahl's law; null when no number is enough.</param>
internal sealed record NetflixFigures(
    long InputBytes,
    int Chunks,
    int Cores,
    double MonolithMs,
    double MonolithCleanMs,
    double MonolithKeptPercent,
    double DistributedMs,
    int RetriedChunks,
    double KeptPercent,
    double SequentialFraction,
    double AchievedSpeedup,
    double CleanSpeedup,
    double TheoreticalSpeedup,
    double? WorkersForSeed);
