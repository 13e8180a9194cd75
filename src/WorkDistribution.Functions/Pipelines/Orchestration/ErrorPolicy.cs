using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.Pipelines.Orchestration;

/// <summary>What happens when an item fails for good.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ErrorPolicy>))]
internal enum ErrorPolicy
{
    /// <summary>The item leaves the pipeline, with the stage and the reason; the others go on.</summary>
    [JsonStringEnumMemberName("deadLetter")]
    DeadLetter,

    /// <summary>The pipeline stops.</summary>
    [JsonStringEnumMemberName("stop")]
    Stop,
}
