using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Priorities;

namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary><c>GET /api/work/priorities</c> shows the counters of the levels.</summary>
internal sealed class WorkPrioritiesFunction(PriorityBoard board, WorkReporter reporter, WorkLevels levels, IOptions<WorkItemsOptions> options, TimeProvider time)
{
    /// <summary>Answers 200 with the levels, the depth and what the detector did last.</summary>
    [Function(WorkItemsFunctionNames.Priorities)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "work/priorities")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        await reporter.ReportAsync(client, cancellationToken);
        await board.RefreshAsync(client, cancellationToken);
        return await request.JsonAsync(
            HttpStatusCode.OK,
            PrioritiesView.From(board.Snapshot ?? new PriorityState(), board, levels, options.Value.MaxDepth, time.GetUtcNow()),
            cancellationToken);
    }
}
