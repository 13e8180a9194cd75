using System.Text.Json;

namespace WorkDistribution.Cli.Progress;

/// <summary>The custom status of a MapReduce orchestration.</summary>
internal sealed record JobProgress(
    string Phase,
    int Splits,
    int SplitsDone,
    int SplitsFailed,
    int Reducers,
    int ReducersDone,
    long InputBytes,
    long BytesDone,
    long Records)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Null while the job has not said anything yet.</summary>
    public static JobProgress? Read(JsonElement? customStatus) =>
        customStatus is { ValueKind: JsonValueKind.Object } status ? status.Deserialize<JobProgress>(Json) : null;
}
