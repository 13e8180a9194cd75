using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.Sagas.Orders.Storage;

namespace WorkDistribution.Functions.Sagas.Orders.Http;

/// <summary><c>GET /api/orders/ledger</c> checks the books.</summary>
internal sealed class CheckOrderLedgerFunction(LedgerCheck check)
{
    /// <summary>Answers 200 with a <see cref="LedgerReport"/>. It reads every row of every table, and is exact only while no order is under way.</summary>
    [Function(SagaFunctionNames.CheckOrderLedger)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "orders/ledger")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        try
        {
            return await request.JsonAsync(HttpStatusCode.OK, await check.RunAsync(cancellationToken), cancellationToken);
        }
        catch (Exception e) when (StorageResponses.IsStorageProblem(e))
        {
            return await request.StorageProblemAsync(e, cancellationToken);
        }
    }
}
