using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.Pipelines.Definitions;

namespace WorkDistribution.Functions.Pipelines.Http;

/// <summary><c>GET /api/pipelines</c> lists the pipelines that can be started.</summary>
internal sealed class ListPipelinesFunction(PipelineRegistry pipelines)
{
    /// <summary>Answers 200 with <c>{"pipelines":[{"name","stages":[{"name","parallelism","buffer","batch","retries","timeoutSeconds"}]}]}</c>.</summary>
    [Function(PipelineFunctionNames.List)]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "pipelines")] HttpRequestData request,
        CancellationToken cancellationToken) =>
        request.JsonAsync(
            HttpStatusCode.OK,
            new
            {
                pipelines = pipelines.All.Select(static pipeline => new
                {
                    name = pipeline.Name,
                    stages = pipeline.Stages.Select(static stage => new
                    {
                        name = stage.Name,
                        parallelism = stage.Shape.Parallelism,
                        buffer = stage.Shape.Buffer,
                        batch = stage.Shape.Folds ? stage.Shape.Batch : (int?)null,
                        retries = stage.Retries,
                        timeoutSeconds = stage.Timeout.TotalSeconds,
                    }),
                }),
            },
            cancellationToken);
}
