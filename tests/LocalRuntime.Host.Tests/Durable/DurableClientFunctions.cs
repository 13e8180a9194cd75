using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Http;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace WorkDistribution.LocalRuntime.Host.Tests.Durable;

/// <summary>What the official Durable extension gives to functions, one function each.</summary>
public static class DurableClientFunctions
{
    private static int _polls;

    [Function(nameof(CheckStatus))]
    public static async Task<HttpResponseData> CheckStatus(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequestData request, [DurableClient] DurableTaskClient client)
    {
        var id = await client.ScheduleNewOrchestrationInstanceAsync(nameof(NameOfFunction));
        return await client.CreateCheckStatusResponseAsync(request, id);
    }

    [Function(nameof(WaitOrCheck))]
    public static async Task<HttpResponseData> WaitOrCheck(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "WaitOrCheck/{orchestrator}")] HttpRequestData request,
        string orchestrator,
        [DurableClient] DurableTaskClient client)
    {
        var id = await client.ScheduleNewOrchestrationInstanceAsync(orchestrator);
        using var patience = new CancellationTokenSource();
        if (orchestrator == nameof(NeverEnds))
        {
            await patience.CancelAsync();
        }

        return await client.WaitForCompletionOrCreateCheckStatusResponseAsync(
            request, id, TimeSpan.FromMilliseconds(10), returnInternalServerErrorOnFailure: true, getInputsAndOutputs: true, patience.Token);
    }

    [Function(nameof(Payloads))]
    public static async Task<HttpResponseData> Payloads(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request, [DurableClient] DurableTaskClient client)
    {
        var response = request.CreateResponse(HttpStatusCode.OK);
        await response.WriteAsJsonAsync((HttpManagementPayload[])[
            client.CreateHttpManagementPayload("a b"), client.CreateHttpManagementPayload("a b", request)]);
        return response;
    }

    [Function(nameof(PollSlowly))]
    public static HttpResponseData PollSlowly([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post")] HttpRequestData request)
    {
        var isDone = Interlocked.Increment(ref _polls) > 2;
        var response = request.CreateResponse(isDone ? HttpStatusCode.OK : HttpStatusCode.Accepted);
        response.Headers.Add("Location", request.Url.AbsoluteUri);
        response.WriteString($"{request.Method} {_polls}");
        return response;
    }

    [Function(nameof(NameOfFunction))]
    public static string? NameOfFunction([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.GetFunctionContext()?.FunctionDefinition.Name;

    [Function(nameof(NeverEnds))]
    public static Task NeverEnds([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<string>("never");

    [Function(nameof(Breaks))]
    public static string Breaks([OrchestrationTrigger] TaskOrchestrationContext context) => throw new InvalidOperationException(context.Name);

    [Function(nameof(StepTwice))]
    public static async Task<int> StepTwice([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var entity = new EntityInstanceId(nameof(Stepping), context.InstanceId);
        await context.Entities.CallEntityAsync(entity, "Step");
        return await context.Entities.CallEntityAsync<int>(entity, "Step");
    }

    [Function(nameof(Stepping))]
    public static Task Stepping([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<SteppingEntity>(21);

    [Function(nameof(CallSlowly))]
    public static async Task<string> CallSlowly([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var response = await context.CallHttpAsync(
            new DurableHttpRequest(HttpMethod.Post, new Uri(context.GetInput<string>()!)) { AsynchronousPatternEnabled = true });
        return $"{(int)response.StatusCode} {response.Content}";
    }
}
