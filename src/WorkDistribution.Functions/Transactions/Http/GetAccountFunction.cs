using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.Transactions.Accounts;

namespace WorkDistribution.Functions.Transactions.Http;

/// <summary><c>GET /api/accounts/{id}</c> shows an account.</summary>
internal static class GetAccountFunction
{
    /// <summary>
    /// Answers 200 with the balance and, while the account is locked, with what is prepared and whether the termination protocol is
    /// blocked; or 404.
    /// </summary>
    [Function(TransactionFunctionNames.GetAccount)]
    public static async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "accounts/{id}")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var entity = KeyName.IsValid(id) ? await client.Entities.GetEntityAsync<AccountState>(AccountEntity.IdOf(id), includeState: true, cancellationToken) : null;
        if (entity is not { IncludesState: true, State: { IsOpen: true } account })
        {
            return await request.ProblemAsync(
                HttpStatusCode.NotFound, "There is no such account.", $"No account '{id}' is open. Open it by POST /api/accounts/{id}.", cancellationToken);
        }

        var prepared = account.Prepared is { } order
            ? new { order.Transaction, order.Delta, order.StartedAt, order.DecisionDueAt, blocked = account.IsBlocked }
            : null;
        return await request.JsonAsync(HttpStatusCode.OK, new { id, account.Balance, prepared }, cancellationToken);
    }
}
