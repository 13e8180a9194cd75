using System.Text.Json.Serialization;

namespace WorkDistribution.Core.Pipelines.Text;

/// <summary>What a line of a text is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LineKind>))]
public enum LineKind
{
    /// <summary>White space only.</summary>
    [JsonStringEnumMemberName("blank")]
    Blank,

    /// <summary>A Markdown heading: one to six <c>#</c> and a space.</summary>
    [JsonStringEnumMemberName("heading")]
    Heading,

    /// <summary>Indented by a tab or four spaces, fenced, or ended by <c>; { } &gt;</c>.</summary>
    [JsonStringEnumMemberName("code")]
    Code,

    /// <summary>Everything else.</summary>
    [JsonStringEnumMemberName("prose")]
    Prose,
}
