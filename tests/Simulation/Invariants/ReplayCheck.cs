using System.Collections.ObjectModel;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Orchestrations;
using WorkDistribution.LocalRuntime.Engine.Storage;
using WorkDistribution.LocalRuntime.Engine.Telemetry;
using WorkDistribution.Simulation.Engine;

namespace WorkDistribution.Simulation.Invariants;

/// <summary>Replays every stored history: the code must take the recorded actions, and come to the recorded output.</summary>
internal static class ReplayCheck
{
    /// <exception cref="InvariantViolationException">A history cannot be replayed.</exception>
    public static void Verify(DurableState state, DurableFunctionRegistry functions)
    {
        foreach (var row in state.Instances)
        {
            Verify(row, [.. state.History(row.Execution).Select(turn => EventCodec.DecodeTurn(turn))], functions);
        }
    }

    private static void Verify(InstanceRow row, IReadOnlyList<Turn> turns, DurableFunctionRegistry functions)
    {
        if (!functions.TryGetOrchestrator(row.Name, out var handler))
        {
            throw new InvariantViolationException($"Instance '{row.Id}' is of unknown function '{row.Name}'.");
        }

        var settings = new OrchestrationSettings(
            JsonDataConverter.Default, NullLoggerFactory.Instance, new WorkerLog(NullLoggerFactory.Instance), string.Empty, int.MaxValue,
            null, ReadOnlyDictionary<string, object?>.Empty, static _ => { });
        var executor = new OrchestrationExecutor(row, settings);
        var invocation = new OrchestrationInvocation(executor.Context, CancellationToken.None);
        _ = handler(invocation);
        executor.SetBody(invocation.Body!);

        // A termination (or a version that does not match) cuts the code off: what it did is in the history, but not of the code's making.
        var isCutOff = row.Status == OrchestrationRuntimeStatus.Terminated || row.Failure?.ErrorType == "VersionMismatch";
        var replayed = isCutOff ? turns.Take(turns.Count - 1) : turns;
        var isRewound = turns.Any(turn => turn.Applied is [{ Kind: EventKind.ExecutionRewound }, ..]);
        try
        {
            foreach (var turn in replayed)
            {
                executor.Replay(turn with { Actions = [.. turn.Actions.Where(IsOfTheCode)] }, mayTakeMore: isRewound);
            }
        }
        catch (NonDeterministicOrchestrationException e)
        {
            throw new InvariantViolationException(e.Message);
        }

        if (row.Status == OrchestrationRuntimeStatus.Completed)
        {
            var output = executor.Body is { IsCompletedSuccessfully: true } body ? settings.Converter.Serialize(body.Result) : null;
            if (output != row.Output)
            {
                throw new InvariantViolationException($"The replay of instance '{row.Id}' gives '{output}', but its output is '{row.Output}'.");
            }
        }
    }

    private static bool IsOfTheCode(HistoryEvent action) => action.Kind is not (EventKind.ExecutionCompleted or EventKind.ExecutionFailed);
}
