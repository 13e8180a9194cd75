using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using WorkDistribution.Core.Transactions;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.Transactions.Http;

namespace WorkDistribution.Functions.Transactions.Orchestration;

/// <summary>Reads the decision from a coordinator's log.</summary>
internal static class ReadDecisionActivity
{
    /// <summary>
    /// The decision, or null while there is none. A coordinator that is gone, or has ended without a decision, will never decide: then the
    /// absence of a commit in its log is an abort.
    /// </summary>
    [Function(TransactionFunctionNames.ReadDecision)]
    public static async Task<TransactionDecision?> RunAsync(
        [ActivityTrigger] string transaction, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var instance = await client.FindAsync(transaction, TransactionFunctionNames.Coordinator, cancellationToken);
        return instance?.ReadTransaction().Decision switch
        {
            "commit" => TransactionDecision.Commit,
            "abort" => TransactionDecision.Abort,
            _ => instance is null || instance.IsCompleted ? TransactionDecision.Abort : null,
        };
    }
}
