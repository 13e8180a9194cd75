using System.Text.Json;
using WorkDistribution.Core.Sagas;
using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.Sagas.Orchestration;

/// <summary>What a person is shown of a saga: the progress, with attempts, results, errors and decisions.</summary>
internal sealed class SagaReport(string id, SagaDefinition saga, SagaProgress progress, DateTime startedAt)
{
    // What 14 steps and their decisions say has to fit a custom status: 16 KB of UTF-16.
    private const int TextBudget = 1_800;
    private const int MaxTextBytes = 200;
    private const int MaxDecisionBytes = 100;
    private const int MaxDecisions = 4;

    private readonly SagaStepStatus[] _steps = [.. saga.Steps.Select(static step => new SagaStepStatus { Step = step.Name, State = "", Compensation = "" })];
    private readonly List<SagaDecision> _decisions = [];
    private readonly int _maxTextBytes = Math.Min(MaxTextBytes, TextBudget / (2 * saga.Steps.Count));
    private string? _reason;

    /// <summary>Counts an attempt of an action and gives its number.</summary>
    public int Attempt(int step) => (_steps[step] = _steps[step] with { Attempts = _steps[step].Attempts + 1 }).Attempts;

    /// <summary>Counts an attempt of a compensation and gives its number.</summary>
    public int UndoAttempt(int step) => (_steps[step] = _steps[step] with { CompensationAttempts = _steps[step].CompensationAttempts + 1 }).CompensationAttempts;

    /// <summary>Notes what an action returned.</summary>
    public void Result(int step, string? result) => _steps[step] = _steps[step] with { Result = result, Error = null };

    /// <summary>Notes why an attempt of an action did not succeed.</summary>
    public void Error(int step, string error) => _steps[step] = _steps[step] with { Error = Shorten(error) };

    /// <summary>Notes why an attempt of a compensation did not succeed.</summary>
    public void UndoError(int step, string error) => _steps[step] = _steps[step] with { CompensationError = Shorten(error) };

    /// <summary>Notes until when a step waits for a person.</summary>
    public void Wait(int step, DateTime? until) => _steps[step] = _steps[step] with { WaitsUntil = until };

    /// <summary>Counts a parking and gives its number.</summary>
    public int Park(int step, DateTime until)
    {
        _steps[step] = _steps[step] with { Parkings = _steps[step].Parkings + 1, WaitsUntil = until };
        return _steps[step].Parkings;
    }

    /// <summary>Notes a decision.</summary>
    public void Decided(SagaDecision decision)
    {
        if (_decisions.Count == MaxDecisions)
        {
            _decisions.RemoveAt(0);
        }

        _decisions.Add(decision with { By = ShortText.Of(decision.By, MaxDecisionBytes), Reason = decision.Reason is { } reason ? ShortText.Of(reason, MaxDecisionBytes) : null });
    }

    /// <summary>What the steps returned so far, by their names.</summary>
    public IReadOnlyDictionary<string, string> Results() =>
        _steps.Where(static step => step.Result is not null).ToDictionary(static step => step.Step, static step => step.Result!, StringComparer.Ordinal);

    /// <summary>The status while the saga runs.</summary>
    public SagaStatus Status() => Status(State(), null);

    /// <summary>The status at the end.</summary>
    public SagaStatus End(SagaMoveKind end, DateTime at) => Status(end == SagaMoveKind.Completed ? SagaStates.Completed : SagaStates.Compensated, at);

    private SagaStatus Status(string state, DateTime? endedAt)
    {
        for (var i = 0; i < _steps.Length; i++)
        {
            _steps[i] = _steps[i] with { State = Text(progress.Steps[i]), Compensation = Text(progress.Undos[i]) };
        }

        _reason ??= progress.IsGoingBack ? Reason() : null;
        return new SagaStatus(id, saga.Name, state, _reason, startedAt, endedAt, [.. _steps], [.. _decisions]);
    }

    private string State() =>
        progress.Steps.Contains(SagaStepState.Parked) || progress.Undos.Contains(SagaUndoState.Parked) ? SagaStates.Parked
        : progress.IsGoingBack ? SagaStates.Compensating
        : Array.Exists(_steps, static step => step.WaitsUntil is not null) ? SagaStates.WaitingForApproval
        : SagaStates.Running;

    private string Reason()
    {
        var step = Array.FindIndex(_steps, step => step.State is "refused" or "failed");
        return $"{_steps[step].Step} {_steps[step].State}: {_steps[step].Error}";
    }

    private static string Text<T>(T state)
        where T : struct, Enum =>
        JsonNamingPolicy.CamelCase.ConvertName(state.ToString());

    private string Shorten(string text) => ShortText.Of(text, _maxTextBytes);
}
