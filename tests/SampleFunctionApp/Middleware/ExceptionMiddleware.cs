using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace SampleFunctionApp;

/// <summary>Answers one kind of exception itself, in the way the official samples do.</summary>
public sealed class ExceptionMiddleware(ILogger<ExceptionMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (KeyNotFoundException e)
        {
            logger.LogWarning(e, "Not found in {Function}.", context.FunctionDefinition.Name);
            HttpRequestData? request = await context.GetHttpRequestDataAsync();
            if (request is null)
            {
                throw;
            }

            HttpResponseData response = request.CreateResponse(HttpStatusCode.NotFound);
            await response.WriteAsJsonAsync(new { error = e.Message });
            context.GetInvocationResult().Value = response;
        }
    }
}
