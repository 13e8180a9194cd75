using System.Text.Json.Serialization;
using WorkDistribution.Core.Pipelines;

namespace WorkDistribution.Functions.Pipelines.Orchestration;

/// <summary>The stage that held up the others.</summary>
/// <param name="Stage">Its name.</param>
/// <param name="Utilisation">Share of its parallelism that was busy, 0 to 1.</param>
/// <param name="Advice">What to do about it.</param>
internal sealed record BottleneckFigures(
    [property: JsonPropertyName("stage")] string Stage,
    [property: JsonPropertyName("utilisation")] double Utilisation,
    [property: JsonPropertyName("advice")] string Advice)
{
    /// <summary>Takes over what was found.</summary>
    public static BottleneckFigures From(Bottleneck found) => new(found.Stage, Math.Round(found.Utilisation, 4), found.Advice);
}
