using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using WorkDistribution.Functions.Encodings.Requests;
using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.Encodings.Http;

/// <summary><c>POST /api/encodings</c> starts an encoding.</summary>
internal sealed class StartEncodingFunction(EncodingAdmission admission)
{
    /// <summary>Starts an encoding: 202 with its id and where to ask for it, or 400 that names the fields that are wrong.</summary>
    [Function(EncodingFunctionNames.Start)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "encodings")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        var body = await request.ReadBodyAsync(EncodingLimits.MaxRequestBytes, errors, cancellationToken);
        if (body is null || admission.Admit(body.Value, errors) is not { } admitted)
        {
            return await request.InvalidAsync(errors, cancellationToken);
        }

        var id = Guid.NewGuid().ToString("N");
        await client.ScheduleNewOrchestrationInstanceAsync(
            EncodingFunctionNames.Orchestrator, admitted, new StartOrchestrationOptions(id), cancellationToken);
        return await request.StartedAsync(id, cancellationToken);
    }
}
