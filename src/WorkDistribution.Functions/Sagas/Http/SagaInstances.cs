using System.Text.Json;
using Microsoft.DurableTask.Client;
using WorkDistribution.Core.Sagas;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.Sagas.Orchestration;

namespace WorkDistribution.Functions.Sagas.Http;

/// <summary>Reads sagas from the instances that run them.</summary>
internal static class SagaInstances
{
    /// <summary>The saga's status, also before its first and after its last step.</summary>
    public static SagaStatus ReadSaga(this OrchestrationMetadata instance)
    {
        var status = instance.SerializedCustomStatus is null ? null : instance.ReadCustomStatusAs<SagaStatus>();
        status ??= NotStarted(instance);
        return instance.RuntimeStatus is OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated
            ? status with
            {
                State = SagaStates.Failed,
                Reason = $"The orchestration ended as {instance.RuntimeStatus}: {instance.ReasonOfEnd() ?? "no reason was recorded"}. Its compensations did not run to the end.",
                EndedAt = instance.LastUpdatedAt.UtcDateTime,
            }
            : status;
    }

    private static SagaStatus NotStarted(OrchestrationMetadata instance)
    {
        var request = instance.ReadInputAs<SagaRequest>();
        var none = JsonNamingPolicy.CamelCase.ConvertName(nameof(SagaUndoState.None));
        return new SagaStatus(
            instance.InstanceId,
            request?.Saga ?? "",
            SagaStates.Pending,
            null,
            null,
            null,
            [.. (request?.Steps ?? []).Select(step => new SagaStepStatus { Step = step.Name, State = SagaStates.Pending, Compensation = none })],
            []);
    }
}
