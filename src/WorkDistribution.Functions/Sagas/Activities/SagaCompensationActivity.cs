using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Functions.Sagas.Orchestration;

namespace WorkDistribution.Functions.Sagas.Activities;

/// <summary>Runs one attempt of a step's compensation.</summary>
internal sealed class SagaCompensationActivity(SagaRegistry sagas, SagaExecutor executor)
{
    /// <summary>Runs the compensation that the app has registered for the step.</summary>
    [Function(SagaFunctionNames.Compensation)]
    public Task<SagaTaskOutcome> RunAsync([ActivityTrigger] SagaTask task, CancellationToken cancellationToken) =>
        executor.RunAsync(sagas.Compensation(task.Saga, task.Call.Step), task, cancellationToken);
}
