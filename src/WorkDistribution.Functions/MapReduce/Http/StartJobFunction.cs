using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.MapReduce.Requests;

namespace WorkDistribution.Functions.MapReduce.Http;

/// <summary><c>POST /api/mapreduce/{job}</c> starts a job.</summary>
internal sealed class StartJobFunction(JobAdmission admission, IOptions<MapReduceOptions> options)
{
    /// <summary>Starts a job: 202 with the management payload, or 400 that names the fields that are wrong.</summary>
    [Function(MapReduceFunctionNames.Start)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "mapreduce/{job}")] HttpRequestData request,
        string job,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        var body = await request.ReadBodyAsync(options.Value.MaxRequestBytes, errors, cancellationToken, "Put large inputs into files or blobs.");
        if (body is null)
        {
            return await request.InvalidAsync(errors, cancellationToken);
        }

        var instanceId = Guid.NewGuid().ToString("N");
        try
        {
            var admitted = await admission.AdmitAsync(job, body.Value, instanceId, errors, cancellationToken);
            if (admitted is null)
            {
                return await request.InvalidAsync(errors, cancellationToken);
            }

            await client.ScheduleNewOrchestrationInstanceAsync(
                MapReduceFunctionNames.Orchestrator, admitted, new StartOrchestrationOptions(instanceId), cancellationToken);
            return await client.CreateCheckStatusResponseAsync(request, instanceId, cancellationToken);
        }
        catch (Exception e) when (StorageResponses.IsStorageProblem(e))
        {
            return await request.StorageProblemAsync(e, cancellationToken);
        }
    }
}
