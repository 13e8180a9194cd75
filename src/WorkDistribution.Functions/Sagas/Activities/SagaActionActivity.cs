using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Functions.Sagas.Orchestration;

namespace WorkDistribution.Functions.Sagas.Activities;

/// <summary>Runs one attempt of a step's action.</summary>
internal sealed class SagaActionActivity(SagaRegistry sagas, SagaExecutor executor)
{
    /// <summary>Runs the action that the app has registered for the step.</summary>
    [Function(SagaFunctionNames.Action)]
    public Task<SagaTaskOutcome> RunAsync([ActivityTrigger] SagaTask task, CancellationToken cancellationToken) =>
        executor.RunAsync(sagas.Action(task.Saga, task.Call.Step), task, cancellationToken);
}
