using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using WorkDistribution.Core.MapReduce;
using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.MapReduce.Http;

/// <summary><c>GET /api/mapreduce/jobs</c> lists the jobs that can be started.</summary>
internal sealed class ListJobsFunction(JobRegistry jobs)
{
    /// <summary>Answers 200 with <c>{"jobs":["grep", …]}</c>.</summary>
    [Function(MapReduceFunctionNames.Jobs)]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "mapreduce/jobs")] HttpRequestData request,
        CancellationToken cancellationToken) =>
        request.JsonAsync(HttpStatusCode.OK, new { jobs = jobs.Names }, cancellationToken);
}
