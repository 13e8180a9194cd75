using System.Text.Json;
using System.Text.Json.Serialization;

namespace WorkDistribution.Functions.Speculation.Orchestration;

/// <summary>Output of the orchestration, and what clients read. Times are milliseconds; metrics as the seed defines them.</summary>
/// <param name="Id">The orchestration's id.</param>
/// <param name="Name">The decision.</param>
/// <param name="Branch">The branch that was taken.</param>
/// <param name="Result">Its result.</param>
/// <param name="Hit">Whether it had been started early, and its result was used.</param>
/// <param name="Speculated">The branches that were started early.</param>
/// <param name="Off">Why nothing was started early; null when something was.</param>
/// <param name="Probabilities">The probability of each branch before the run.</param>
/// <param name="PrimaryMs">The primary work.</param>
/// <param name="BranchMs">The branch that was taken.</param>
/// <param name="SequentialMs">Both, one after the other.</param>
/// <param name="ElapsedMs">From the start of the primary work to the result.</param>
/// <param name="CancelledMs">Work that was thrown away.</param>
/// <param name="HitRate">correct_predictions / total over past runs; null before there were ten.</param>
/// <param name="Speedup">sequential_time / speculative_time.</param>
/// <param name="WasteRatio">canceled_work / total_work.</param>
/// <param name="Roi">(time_saved - time_wasted) / time_wasted; null when nothing was wasted.</param>
internal sealed record SpeculationOutcome(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("branch")] string Branch,
    [property: JsonPropertyName("result")] JsonElement? Result,
    [property: JsonPropertyName("hit")] bool Hit,
    [property: JsonPropertyName("speculated")] IReadOnlyList<string> Speculated,
    [property: JsonPropertyName("off")] string? Off,
    [property: JsonPropertyName("probabilities")] IReadOnlyDictionary<string, double> Probabilities,
    [property: JsonPropertyName("primaryMs")] double PrimaryMs,
    [property: JsonPropertyName("branchMs")] double BranchMs,
    [property: JsonPropertyName("sequentialMs")] double SequentialMs,
    [property: JsonPropertyName("elapsedMs")] double ElapsedMs,
    [property: JsonPropertyName("cancelledMs")] double CancelledMs,
    [property: JsonPropertyName("hitRate")] double? HitRate,
    [property: JsonPropertyName("speedup")] double Speedup,
    [property: JsonPropertyName("wasteRatio")] double WasteRatio,
    [property: JsonPropertyName("roi")] double? Roi);
