using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.Encodings.Orchestration;

/// <summary>Output of the orchestration, and what clients read. Times are milliseconds.</summary>
/// <param name="Id">The orchestration's id.</param>
/// <param name="Encoder">The encoder's name.</param>
/// <param name="Input">The file that was encoded.</param>
/// <param name="Output">The file that came out.</param>
/// <param name="InputBytes">Size of the input.</param>
/// <param name="OutputBytes">Size of the output.</param>
/// <param name="Chunks">Number of chunks.</param>
/// <param name="RetriedChunks">Chunks with at least one failed attempt.</param>
/// <param name="FailedAttempts">Attempts that failed.</param>
/// <param name="Backups">Backups of slow chunks.</param>
/// <param name="BackupsWon">Backups that were faster.</param>
/// <param name="ProgressKeptPercent">Share of the chunks that no failure touched, in percent with two digits: 719 of 720 is 99.86.</param>
/// <param name="MaxParallel">Chunks in flight, at most.</param>
/// <param name="SplitMs">Time to cut the input.</param>
/// <param name="EncodeMs">Times of all chunks, added up.</param>
/// <param name="StitchMs">Time to put the output together.</param>
/// <param name="SequentialMs">What split, chunks and stitch took, added up: one after the other they would take about this long.</param>
/// <param name="ElapsedMs">From the start of the orchestration to its end.</param>
/// <param name="Speedup"><paramref name="SequentialMs"/> over <paramref name="ElapsedMs"/>.</param>
/// <param name="TheoreticalSpeedup">Amdahl's bound: split and stitch are sequential, and no more chunks run at once than there are processors.</param>
internal sealed record EncodingOutcome(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("encoder")] string Encoder,
    [property: JsonPropertyName("input")] string Input,
    [property: JsonPropertyName("output")] string Output,
    [property: JsonPropertyName("inputBytes")] long InputBytes,
    [property: JsonPropertyName("outputBytes")] long OutputBytes,
    [property: JsonPropertyName("chunks")] int Chunks,
    [property: JsonPropertyName("retriedChunks")] int RetriedChunks,
    [property: JsonPropertyName("failedAttempts")] int FailedAttempts,
    [property: JsonPropertyName("backups")] int Backups,
    [property: JsonPropertyName("backupsWon")] int BackupsWon,
    [property: JsonPropertyName("progressKeptPercent")] double ProgressKeptPercent,
    [property: JsonPropertyName("maxParallel")] int MaxParallel,
    [property: JsonPropertyName("splitMs")] double SplitMs,
    [property: JsonPropertyName("encodeMs")] double EncodeMs,
    [property: JsonPropertyName("stitchMs")] double StitchMs,
    [property: JsonPropertyName("sequentialMs")] double SequentialMs,
    [property: JsonPropertyName("elapsedMs")] double ElapsedMs,
    [property: JsonPropertyName("speedup")] double Speedup,
    [property: JsonPropertyName("theoreticalSpeedup")] double TheoreticalSpeedup);
