using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace PlainWorkerApp;

/// <summary>The plain design that work items are compared with: a message an item, a queue trigger, one table update an item.</summary>
public sealed class PlainWorkFunctions(TableClient outcomes, PlainProgress progress, TimeProvider time)
{
    private const int Partitions = 8;

    /// <summary>Does the work of the handler <c>sha256</c> and writes what became of it.</summary>
    [Function("PlainWork")]
    public async Task WorkAsync([QueueTrigger("plain-work")] PlainItem item, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(item.Text)));
        var row = new TableEntity(
            (item.Id % Partitions).ToString(CultureInfo.InvariantCulture), item.Id.ToString("D8", CultureInfo.InvariantCulture))
        {
            ["State"] = "COMPLETED",
            ["FinishedAt"] = time.GetUtcNow(),
            ["Result"] = hash,
        };
        await outcomes.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        progress.Add();
    }

    /// <summary><c>GET /api/plain/done</c> says how many rows are written.</summary>
    [Function("PlainDone")]
    public async Task<HttpResponseData> DoneAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "plain/done")] HttpRequestData request, CancellationToken cancellationToken)
    {
        var response = request.CreateResponse(HttpStatusCode.OK);
        await response.WriteAsJsonAsync(progress.Done, cancellationToken);
        return response;
    }
}
