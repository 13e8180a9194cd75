using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.MapReduce.Input;

/// <summary>What a job reads, small enough for an orchestration's history.</summary>
/// <param name="Kind">Which of the members below counts.</param>
/// <param name="Files">Glob patterns.</param>
/// <param name="Blobs"><c>container/prefix</c>.</param>
/// <param name="Documents">Prefix in the object store that holds the documents of the request.</param>
internal sealed record JobInput(
    [property: JsonConverter(typeof(JsonStringEnumConverter<InputKind>))] InputKind Kind,
    IReadOnlyList<string>? Files = null,
    string? Blobs = null,
    string? Documents = null)
{
    /// <summary>The field of the request that a complaint about this input names.</summary>
    [JsonIgnore]
    public string Field => Kind switch
    {
        InputKind.Files => "input.files",
        InputKind.Blobs => "input.blobs",
        _ => "input.documents",
    };
}
