namespace WorkDistribution.Cli.Pipelines;

/// <summary>What a stage of a pipeline came to.</summary>
internal sealed record StageResult(
    string Name, int Parallelism, long Items, long Failed, double BusyMs, double Throughput, double Utilisation, double MeanQueue, int MaxQueue);
