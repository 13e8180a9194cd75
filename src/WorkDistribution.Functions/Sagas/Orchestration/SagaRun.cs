using Microsoft.DurableTask;
using WorkDistribution.Core.Sagas;

namespace WorkDistribution.Functions.Sagas.Orchestration;

/// <summary>Drives one saga: makes the moves that <see cref="SagaProgress"/> names, and reports to it what came of them.</summary>
internal sealed class SagaRun
{
    private readonly TaskOrchestrationContext _context;
    private readonly SagaRequest _request;
    private readonly SagaDefinition _saga;
    private readonly SagaProgress _progress;
    private readonly SagaReport _report;

    public SagaRun(TaskOrchestrationContext context, SagaRequest request)
    {
        _context = context;
        _request = request;
        _saga = SagaDefinition.Create(request.Saga, request.Steps);
        _progress = new SagaProgress(_saga);
        _report = new SagaReport(context.InstanceId, _saga, _progress, context.CurrentUtcDateTime);
    }

    /// <summary>Runs the saga to its end.</summary>
    public async Task<SagaStatus> RunAsync()
    {
        foreach (var step in _request.NotNeeded)
        {
            _progress.Omit(step);
        }

        while (true)
        {
            var move = _progress.Next();
            switch (move.Kind)
            {
                case SagaMoveKind.Run:
                    await Task.WhenAll(move.Steps.Select(ActAsync));
                    break;
                case SagaMoveKind.Undo:
                    await Task.WhenAll(move.Steps.Select(UndoAsync));
                    break;
                default:
                    var status = _report.End(move.Kind, _context.CurrentUtcDateTime);
                    _context.SetCustomStatus(status);
                    return status;
            }
        }
    }

    private async Task ActAsync(int step)
    {
        _progress.Start(step);
        while (true)
        {
            if (_saga.Steps[step].Kind == SagaStepKind.Approval)
            {
                await DecideAsync(step);
            }
            else
            {
                await TryAsync(step);
            }

            if (_progress.Steps[step] != SagaStepState.Parked)
            {
                Show();
                return;
            }

            if (await ResolveAsync(step) == SagaDecision.Skip)
            {
                _progress.Skip(step);
                return;
            }

            _progress.Resume(step);
        }
    }

    private async Task TryAsync(int step)
    {
        var retry = _saga.Steps[step].Retry;
        for (var attempt = 1; ; attempt++)
        {
            var number = _report.Attempt(step);
            Show();
            try
            {
                var outcome = await _context.CallActivityAsync<SagaTaskOutcome>(SagaFunctionNames.Action, TaskOf(step, number));
                if (outcome.Refusal is { } refusal)
                {
                    _report.Error(step, refusal);
                    _progress.Refuse(step);
                }
                else
                {
                    _report.Result(step, outcome.Result);
                    _progress.Complete(step);
                }

                return;
            }
            catch (TaskFailedException e)
            {
                _report.Error(step, Reason(e));
            }

            // A step whose sibling has failed is undone anyway: no use in further attempts.
            if (attempt < retry.MaxAttempts && !_progress.IsGoingBack)
            {
                await WaitAsync(retry, attempt, $"{_context.InstanceId}/{_saga.Steps[step].Name}");
            }

            if (attempt >= retry.MaxAttempts || _progress.IsGoingBack)
            {
                _progress.Fail(step);
                return;
            }
        }
    }

    private async Task DecideAsync(int step)
    {
        var (name, wait) = (_saga.Steps[step].Name, _saga.Steps[step].Timeout);
        _report.Wait(step, _context.CurrentUtcDateTime + wait);
        Show();
        SagaDecision? decision = null;
        try
        {
            decision = await _context.WaitForExternalEvent<SagaDecision>(SagaEvents.Approval(name), wait);
        }
        catch (TaskCanceledException)
        {
            _report.Error(step, $"Nobody decided within {wait}.");
        }

        _report.Wait(step, null);
        if (decision is not null)
        {
            _report.Decided(decision with { Step = name, At = _context.CurrentUtcDateTime });
        }

        if (decision?.Action == SagaDecision.Approve)
        {
            _report.Result(step, $"approved by {decision.By}");
            _progress.Complete(step);
            return;
        }

        if (decision is not null)
        {
            _report.Error(step, $"Rejected by {decision.By}: {decision.Reason ?? "no reason given"}");
        }

        _progress.Refuse(step);
    }

    private async Task UndoAsync(int step)
    {
        _progress.StartUndo(step);
        while (true)
        {
            if (await TryUndoAsync(step))
            {
                _progress.CompleteUndo(step);
                Show();
                return;
            }

            _progress.ParkUndo(step);
            if (await ResolveAsync(step) == SagaDecision.Skip)
            {
                _progress.SkipUndo(step);
                return;
            }

            _progress.ResumeUndo(step);
        }
    }

    private async Task<bool> TryUndoAsync(int step)
    {
        var retry = _saga.Steps[step].UndoRetry;
        for (var attempt = 1; ; attempt++)
        {
            var number = _report.UndoAttempt(step);
            Show();
            try
            {
                var outcome = await _context.CallActivityAsync<SagaTaskOutcome>(SagaFunctionNames.Compensation, TaskOf(step, number));
                if (outcome.Refusal is null)
                {
                    return true;
                }

                // Trying again cannot help what refuses: only an operator can.
                _report.UndoError(step, outcome.Refusal);
                return false;
            }
            catch (TaskFailedException e)
            {
                _report.UndoError(step, Reason(e));
            }

            if (attempt >= retry.MaxAttempts)
            {
                return false;
            }

            await WaitAsync(retry, attempt, $"{_context.InstanceId}/{_saga.Steps[step].Name}/undo");
        }
    }

    private async Task<string> ResolveAsync(int step)
    {
        var name = _saga.Steps[step].Name;
        var parkings = _report.Park(step, _context.CurrentUtcDateTime + _request.ParkedRetryInterval);
        Show();
        SagaDecision? decision;
        try
        {
            decision = await _context.WaitForExternalEvent<SagaDecision>(SagaEvents.Resolution(name, parkings), _request.ParkedRetryInterval);
        }
        catch (TaskCanceledException)
        {
            decision = null;
        }

        decision ??= new SagaDecision(name, SagaDecision.Retry, "saga", $"No operator decided within {_request.ParkedRetryInterval}.");
        _report.Wait(step, null);
        _report.Decided(decision with { Step = name, At = _context.CurrentUtcDateTime });
        return decision.Action;
    }

    private Task WaitAsync(SagaRetry retry, int attempt, string key) => _context.CreateTimer(retry.Delay(attempt, key), CancellationToken.None);

    private SagaTask TaskOf(int step, int attempt)
    {
        var name = _saga.Steps[step].Name;
        return new SagaTask(
            _saga.Name, new SagaCall(_context.InstanceId, name, $"{_context.InstanceId}-{name}", attempt, _report.Results()), _request.Input, _saga.Steps[step].Timeout);
    }

    private void Show() => _context.SetCustomStatus(_report.Status());

    // The worker may wrap what an activity throws: the cause says more.
    private static string Reason(TaskFailedException e) => (e.FailureDetails.InnerFailure ?? e.FailureDetails).ErrorMessage;
}
