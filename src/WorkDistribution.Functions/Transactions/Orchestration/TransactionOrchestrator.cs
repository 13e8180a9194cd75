using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace WorkDistribution.Functions.Transactions.Orchestration;

/// <summary>The coordinator of one transaction.</summary>
internal static class TransactionOrchestrator
{
    /// <summary>Runs a transaction by two-phase commit.</summary>
    [Function(TransactionFunctionNames.Coordinator)]
    public static Task<TransactionStatus> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var request = context.GetInput<TransactionRequest>()
            ?? throw new InvalidOperationException("The orchestration has no input. Start transactions by POST /api/transactions.");
        return new TransactionRun(context, request).RunAsync();
    }
}
