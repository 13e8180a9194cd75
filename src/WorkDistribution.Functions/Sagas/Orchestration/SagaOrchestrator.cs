using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace WorkDistribution.Functions.Sagas.Orchestration;

/// <summary>Runs any saga: the definition comes with the input.</summary>
internal static class SagaOrchestrator
{
    /// <summary>Runs a saga until it is completed or compensated.</summary>
    [Function(SagaFunctionNames.Orchestrator)]
    public static Task<SagaStatus> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var request = context.GetInput<SagaRequest>()
            ?? throw new InvalidOperationException("The orchestration has no input. Start sagas by POST /api/sagas/{name}.");
        return new SagaRun(context, request).RunAsync();
    }
}
