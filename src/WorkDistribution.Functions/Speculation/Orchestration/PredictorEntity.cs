using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Entities;
using WorkDistribution.Core.Speculation;

namespace WorkDistribution.Functions.Speculation.Orchestration;

/// <summary>Learns the probabilities of the branches of one decision from its history.</summary>
internal sealed class PredictorEntity : TaskEntity<BranchHistory>
{
    /// <summary>Forecasts branches.</summary>
    /// <param name="priors">The branches with what is assumed of them.</param>
    public Forecast Forecast(KeyValuePair<string, double>[] priors) => new(
        State.Probabilities(priors),
        [.. priors.Select(prior => State.Durations.TryGetValue(prior.Key, out var ms) ? ms : (double?)null)],
        State.Durations.TryGetValue("", out var primary) ? primary : null,
        State.HitRate());

    /// <summary>Learns from a run.</summary>
    public void Learn(Observation observation) =>
        State.Learn(observation.Predicted, observation.Actual, observation.PrimaryMs, observation.BranchMs);

    /// <summary>Runs an operation.</summary>
    [Function(SpeculationFunctionNames.Predictor)]
    public static Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<PredictorEntity>();
}
