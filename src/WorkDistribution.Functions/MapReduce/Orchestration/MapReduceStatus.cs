using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.MapReduce.Orchestration;

/// <summary>The orchestration's custom status.</summary>
/// <param name="Phase"><c>plan</c>, <c>map</c>, <c>reduce</c>, <c>commit</c> or <c>done</c>.</param>
/// <param name="Splits">Number of splits; 0 until they are planned.</param>
/// <param name="SplitsDone">Splits mapped.</param>
/// <param name="SplitsFailed">Splits given up.</param>
/// <param name="Reducers">Number of parts.</param>
/// <param name="ReducersDone">Parts written.</param>
/// <param name="InputBytes">Bytes in all splits.</param>
/// <param name="BytesDone">Bytes of the splits mapped.</param>
/// <param name="Records">Records of the splits mapped.</param>
/// <param name="StartedAt">When the orchestration began, UTC.</param>
internal sealed record MapReduceStatus(
    [property: JsonPropertyName("phase")] string Phase,
    [property: JsonPropertyName("splits")] int Splits,
    [property: JsonPropertyName("splitsDone")] int SplitsDone,
    [property: JsonPropertyName("splitsFailed")] int SplitsFailed,
    [property: JsonPropertyName("reducers")] int Reducers,
    [property: JsonPropertyName("reducersDone")] int ReducersDone,
    [property: JsonPropertyName("inputBytes")] long InputBytes,
    [property: JsonPropertyName("bytesDone")] long BytesDone,
    [property: JsonPropertyName("records")] long Records,
    [property: JsonPropertyName("startedAt")] DateTime StartedAt);
