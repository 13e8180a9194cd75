using System.Text.Json;

namespace WorkDistribution.Cli.Pipelines;

/// <summary>The part of a pipeline's result that is shown as tables.</summary>
internal sealed record PipelineResult(
    string Pipeline,
    string Id,
    int Items,
    int DeadLettered,
    IReadOnlyList<DeadLetter> DeadLetters,
    long ElapsedMs,
    long RunMs,
    double SequentialMs,
    double Speedup,
    IReadOnlyList<StageResult> Stages,
    BottleneckResult Bottleneck,
    string Output,
    JsonElement? Result);
