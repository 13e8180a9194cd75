using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.Transactions.Orchestration;

namespace WorkDistribution.Functions.Transactions.Http;

/// <summary><c>GET /api/transactions/{id}</c> shows where a transaction stands.</summary>
internal static class GetTransactionFunction
{
    /// <summary>Answers 200 when the transaction has ended, 202 with the same while it runs, or 404.</summary>
    [Function(TransactionFunctionNames.Get)]
    public static async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "transactions/{id}")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var instance = await client.FindAsync(id, TransactionFunctionNames.Coordinator, cancellationToken);
        return instance is null ? await request.NoSuchAsync("transaction", id, cancellationToken)
            : instance.IsCompleted ? await request.JsonAsync(HttpStatusCode.OK, Describe(instance.ReadTransaction()), cancellationToken)
            : await request.NotYetAsync(Describe(instance.ReadTransaction()), cancellationToken);
    }

    // The log has an address of its own.
    private static object Describe(TransactionStatus status) => new
    {
        status.Id,
        status.State,
        status.Decision,
        status.Reason,
        status.StartedAt,
        status.EndedAt,
        status.Participants,
        status.Messages,
    };
}
