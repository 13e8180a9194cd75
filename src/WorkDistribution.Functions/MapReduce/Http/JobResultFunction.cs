using System.Globalization;
using System.Net;
using System.Web;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.MapReduce.Orchestration;
using WorkDistribution.Functions.MapReduce.Requests;
using WorkDistribution.Functions.MapReduce.Storage;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.MapReduce.Http;

/// <summary><c>GET /api/mapreduce/{id}/result?top=n</c> tells what a job found.</summary>
internal sealed class JobResultFunction(IObjectStore store)
{
    private const int DefaultTop = 20;

    /// <summary>
    /// Answers 200 with the result, 202 with the status while the job runs, 404 if there is no such job, 400 on a bad <c>top</c>, and 409
    /// with the reason if the job failed or was terminated: asking again will not help, and the request is not to blame.
    /// </summary>
    [Function(MapReduceFunctionNames.Result)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "mapreduce/{id}/result")] HttpRequestData request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var top = DefaultTop;
        if (HttpUtility.ParseQueryString(request.Url.Query)["top"] is { } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out top) || top > RequestLimits.MaxTop))
        {
            var errors = new ValidationErrors();
            errors.Add("top", $"must be a whole number from 0 to {RequestLimits.MaxTop}, not '{text}'.");
            return await request.InvalidAsync(errors, cancellationToken);
        }

        return await request.InstanceAsync(
            client,
            id,
            MapReduceFunctionNames.Orchestrator,
            "job",
            (instance, token) => DoneAsync(request, instance, top, token),
            cancellationToken,
            static instance => new
            {
                instanceId = instance.InstanceId,
                runtimeStatus = instance.RuntimeStatus.ToString(),
                customStatus = instance.CustomStatus(),
            });
    }

    private async Task<HttpResponseData> DoneAsync(
        HttpRequestData request, OrchestrationMetadata instance, int top, CancellationToken cancellationToken)
    {
        var outcome = instance.ReadOutputAs<MapReduceOutcome>()!;
        var manifest = await store.TryReadJsonAsync<JobManifest>(outcome.Manifest, cancellationToken);
        return manifest is null
            ? await request.ProblemAsync(
                HttpStatusCode.NotFound, "The output is gone.", $"The job finished, but '{outcome.Output}' was deleted since.", cancellationToken)
            : await request.JsonAsync(HttpStatusCode.OK, JobResult.From(outcome, manifest, top), cancellationToken);
    }
}
