using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.Transactions.Http;

/// <summary><c>GET /api/transactions/{id}/log</c> shows the transaction log.</summary>
internal static class GetTransactionLogFunction
{
    /// <summary>
    /// Answers <c>{"id", "decision", "participants": {"P1": account}, "entries": [{"at", "entry"}], "messages": {"plain", "saved"}}</c>:
    /// 200 when the transaction has ended, 202 while it runs, or 404.
    /// </summary>
    [Function(TransactionFunctionNames.GetLog)]
    public static async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "transactions/{id}/log")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (await client.FindAsync(id, TransactionFunctionNames.Coordinator, cancellationToken) is not { } instance)
        {
            return await request.NoSuchAsync("transaction", id, cancellationToken);
        }

        var status = instance.ReadTransaction();
        var log = new
        {
            status.Id,
            status.Decision,
            participants = status.Participants.ToDictionary(static participant => participant.Name, static participant => participant.Account),
            entries = status.Log,
            status.Messages,
        };
        return instance.IsCompleted ? await request.JsonAsync(HttpStatusCode.OK, log, cancellationToken) : await request.NotYetAsync(log, cancellationToken);
    }
}
