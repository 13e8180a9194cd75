using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.Pipelines.Requests;

namespace WorkDistribution.Functions.Pipelines.Http;

/// <summary><c>POST /api/pipelines/{name}</c> starts a pipeline.</summary>
internal sealed class StartPipelineFunction(PipelineAdmission admission)
{
    /// <summary>Starts a pipeline: 202 with <c>{"id","statusUri"}</c>, or 400 that names the fields that are wrong.</summary>
    [Function(PipelineFunctionNames.Start)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "pipelines/{name}")] HttpRequestData request,
        string name,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        var body = await request.ReadBodyAsync(PipelineLimits.MaxRequestBytes, errors, cancellationToken, "Name files by patterns.");
        if (body is null)
        {
            return await request.InvalidAsync(errors, cancellationToken);
        }

        try
        {
            var order = await admission.AdmitAsync(name, body.Value, errors, cancellationToken);
            if (order is null)
            {
                return await request.InvalidAsync(errors, cancellationToken);
            }

            var id = await client.ScheduleNewOrchestrationInstanceAsync(
                PipelineFunctionNames.Orchestrator, order, new StartOrchestrationOptions(Guid.NewGuid().ToString("N")), cancellationToken);
            var self = request.Url.GetLeftPart(UriPartial.Path).TrimEnd('/');
            var statusUri = $"{self[..self.LastIndexOf('/')]}/{id}";
            return await request.NotYetAsync(new { id, statusUri }, cancellationToken, statusUri);
        }
        catch (Exception e) when (StorageResponses.IsStorageProblem(e))
        {
            return await request.StorageProblemAsync(e, cancellationToken);
        }
    }
}
