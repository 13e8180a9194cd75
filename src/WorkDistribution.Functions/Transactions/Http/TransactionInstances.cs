using System.Globalization;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.Transactions.Orchestration;

namespace WorkDistribution.Functions.Transactions.Http;

/// <summary>Reads transactions from the instances that coordinate them.</summary>
internal static class TransactionInstances
{
    /// <summary>The transaction's status, also before its first and after its last step.</summary>
    public static TransactionStatus ReadTransaction(this OrchestrationMetadata instance)
    {
        var status = instance.SerializedCustomStatus is null ? null : instance.ReadCustomStatusAs<TransactionStatus>();
        status ??= NotStarted(instance);
        return instance.RuntimeStatus is OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated
            ? status with
            {
                State = TransactionStates.Failed,
                Reason = $"The coordinator ended as {instance.RuntimeStatus}: {instance.ReasonOfEnd() ?? "no reason was recorded"}. "
                    + (status.Decision is null ? "Without a decision in its log the transaction is aborted." : "Participants read the decision from its log."),
                EndedAt = instance.LastUpdatedAt.UtcDateTime,
            }
            : status;
    }

    private static TransactionStatus NotStarted(OrchestrationMetadata instance)
    {
        var participants = instance.ReadInputAs<TransactionRequest>()?.Participants ?? [];
        return new TransactionStatus(
            instance.InstanceId,
            TransactionStates.Pending,
            null,
            null,
            null,
            null,
            [.. participants.Select(static (work, i) => new ParticipantStatus(string.Create(CultureInfo.InvariantCulture, $"P{i + 1}"), work.Account, work.Delta, null, null))],
            new MessageCount(4 * participants.Count, 0),
            []);
    }
}
