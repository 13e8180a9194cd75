using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.Transactions.Http;

/// <summary><c>POST /api/transactions</c> starts a transaction.</summary>
internal sealed class StartTransactionFunction(IOptions<TransactionsOptions> options)
{
    private const int MaxBytes = 32 * 1024;

    /// <summary>Starts a transaction: 202 with its id, or 400 that names the fields that are wrong.</summary>
    [Function(TransactionFunctionNames.Start)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "transactions")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        var fields = await request.ReadFieldsAsync(MaxBytes, TransactionReader.Example, errors, cancellationToken);
        var transaction = fields is null ? null : TransactionReader.Read(fields, options.Value, errors);
        if (!errors.IsEmpty)
        {
            return await request.InvalidAsync(errors, cancellationToken);
        }

        var id = Guid.NewGuid().ToString("N");
        await client.ScheduleNewOrchestrationInstanceAsync(
            TransactionFunctionNames.Coordinator, transaction, new StartOrchestrationOptions(id), cancellationToken);
        var statusUri = new Uri(request.Url, $"/api/transactions/{id}").AbsoluteUri;
        return await request.NotYetAsync(new { id, statusUri, logUri = $"{statusUri}/log" }, cancellationToken, statusUri);
    }
}
