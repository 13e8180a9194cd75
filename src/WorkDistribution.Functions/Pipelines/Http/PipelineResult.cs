using System.Text.Json;
using System.Text.Json.Serialization;
using WorkDistribution.Functions.Pipelines.Orchestration;

namespace WorkDistribution.Functions.Pipelines.Http;

/// <summary>The result as clients read it: members are those of <see cref="PipelineOutcome"/>, and what the last stage made.</summary>
internal sealed record PipelineResult(
    string Pipeline,
    string Id,
    int Items,
    int DeadLettered,
    IReadOnlyList<DeadLetter> DeadLetters,
    bool Ordered,
    ErrorPolicy OnError,
    long ElapsedMs,
    long RunMs,
    double SequentialMs,
    double Speedup,
    IReadOnlyList<StageFigures> Stages,
    BottleneckFigures Bottleneck,
    string Output,
    IReadOnlyList<string> Files,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Result)
{
    /// <summary>Puts a result together.</summary>
    /// <param name="outcome">What the orchestration told.</param>
    /// <param name="result">What the last stage of a pipeline with a fold made; null if it is large or there is none.</param>
    public static PipelineResult From(PipelineOutcome outcome, JsonElement? result) => new(
        outcome.Pipeline,
        outcome.Id,
        outcome.Items,
        outcome.DeadLettered,
        outcome.DeadLetters,
        outcome.Ordered,
        outcome.OnError,
        outcome.ElapsedMs,
        outcome.RunMs,
        outcome.SequentialMs,
        outcome.Speedup,
        outcome.Stages,
        outcome.Bottleneck,
        outcome.Output,
        outcome.Files,
        result);
}
