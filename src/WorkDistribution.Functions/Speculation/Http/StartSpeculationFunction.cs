using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.Speculation.Requests;

namespace WorkDistribution.Functions.Speculation.Http;

/// <summary><c>POST /api/speculations</c> starts a speculation.</summary>
internal sealed class StartSpeculationFunction(SpeculationReader reader)
{
    /// <summary>Starts a speculation: 202 with its id and where to ask for it, or 400 that names the fields that are wrong.</summary>
    [Function(SpeculationFunctionNames.Start)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "speculations")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        var body = await request.ReadBodyAsync(SpeculationReader.MaxRequestBytes, errors, cancellationToken);
        if (body is null || reader.Read(body.Value, errors) is not { } order)
        {
            return await request.InvalidAsync(errors, cancellationToken);
        }

        var id = Guid.NewGuid().ToString("N");
        await client.ScheduleNewOrchestrationInstanceAsync(SpeculationFunctionNames.Orchestrator, order, new StartOrchestrationOptions(id), cancellationToken);
        return await request.StartedAsync(id, cancellationToken);
    }
}
