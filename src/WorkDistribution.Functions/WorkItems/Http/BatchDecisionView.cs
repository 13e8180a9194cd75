using System.Text.Json;
using WorkDistribution.Functions.WorkItems.Monitoring;

namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary>A decision on the batch size as clients read it.</summary>
/// <param name="At">When.</param>
/// <param name="From">Size before, in items.</param>
/// <param name="Size">Size from then on, in items.</param>
/// <param name="Reason"><c>stable</c>, <c>latencyRose</c>, <c>throughputRose</c>, <c>trial</c>, <c>trialKept</c> or <c>trialUndone</c>.</param>
/// <param name="ThroughputChange">Relative change of throughput that it rests on: 0.1 is ten percent more.</param>
internal sealed record BatchDecisionView(DateTimeOffset At, int From, int Size, string Reason, double ThroughputChange)
{
    /// <summary>Makes the view of a decision.</summary>
    public static BatchDecisionView Of(BatchDecision decision) =>
        new(decision.At, decision.From, decision.To, JsonNamingPolicy.CamelCase.ConvertName(decision.Reason.ToString()), decision.Change);
}
