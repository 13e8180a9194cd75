using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.Pipelines.Orchestration;

/// <summary>Output of the orchestration: counters and references.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Id">The orchestration's id.</param>
/// <param name="Items">Items of the source.</param>
/// <param name="DeadLettered">Items that failed for good.</param>
/// <param name="DeadLetters">The first 20 of them; all lie in the output.</param>
/// <param name="Ordered">Whether stages took items in the order of the source.</param>
/// <param name="OnError">What happened when an item failed for good.</param>
/// <param name="ElapsedMs">Milliseconds from the start of the orchestration to its end.</param>
/// <param name="RunMs">Of these, the time that items ran.</param>
/// <param name="SequentialMs">The busy time of all stages: what one worker would have needed.</param>
/// <param name="Speedup">How often <paramref name="RunMs"/> fits into <paramref name="SequentialMs"/>.</param>
/// <param name="Stages">What each stage came to.</param>
/// <param name="Bottleneck">The stage that held up the others.</param>
/// <param name="Output">Folder or blob prefix that holds the output.</param>
/// <param name="Files">Names of objects in it.</param>
/// <param name="Run">Prefix of the pipeline's objects in the object store.</param>
internal sealed record PipelineOutcome(
    [property: JsonPropertyName("pipeline")] string Pipeline,
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("items")] int Items,
    [property: JsonPropertyName("deadLettered")] int DeadLettered,
    [property: JsonPropertyName("deadLetters")] IReadOnlyList<DeadLetter> DeadLetters,
    [property: JsonPropertyName("ordered")] bool Ordered,
    [property: JsonPropertyName("onError")] ErrorPolicy OnError,
    [property: JsonPropertyName("elapsedMs")] long ElapsedMs,
    [property: JsonPropertyName("runMs")] long RunMs,
    [property: JsonPropertyName("sequentialMs")] double SequentialMs,
    [property: JsonPropertyName("speedup")] double Speedup,
    [property: JsonPropertyName("stages")] IReadOnlyList<StageFigures> Stages,
    [property: JsonPropertyName("bottleneck")] BottleneckFigures Bottleneck,
    [property: JsonPropertyName("output")] string Output,
    [property: JsonPropertyName("files")] IReadOnlyList<string> Files,
    [property: JsonPropertyName("run")] string Run);
