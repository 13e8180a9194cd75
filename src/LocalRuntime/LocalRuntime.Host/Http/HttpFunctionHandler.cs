using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Durable;
using WorkDistribution.LocalRuntime.Host.Invocation;
using WorkDistribution.LocalRuntime.Host.Official;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>Runs a function for a request.</summary>
internal sealed class HttpFunctionHandler(
    FunctionDispatcher dispatcher, OfficialWorker worker, HttpResponseWriter writer, InFlightRequests inFlight, HttpIntegration integration)
{
    /// <param name="function">The function.</param>
    /// <param name="http">The request, with the values of the function's route.</param>
    /// <param name="next">The rest of the app's own pipeline, where the official integration lies; not called without that.</param>
    public async Task HandleAsync(FunctionDescriptor function, HttpContext http, RequestDelegate next)
    {
        using var request = inFlight.Enter();
        var outcome = integration.Coordinator is { } coordinator
            ? await RunIntegratedAsync(function, http, coordinator, next)
            : await RunBufferedAsync(function, http);
        if (!outcome.Succeeded)
        {
            await WriteFailureAsync(http, outcome.Exception);
        }
    }

    private async Task<InvocationOutcome> RunIntegratedAsync(
        FunctionDescriptor function, HttpContext http, HttpCoordinator coordinator, RequestDelegate next)
    {
        var services = http.RequestServices;
        var outcome = await dispatcher.DispatchAsync(
            function,
            Input(http),
            async context =>
            {
                Exception? failure = null;
                await coordinator.MeetAsync(
                    context,
                    http,
                    async () =>
                    {
                        try
                        {
                            await worker.InvokeAsync(context);
                        }
                        catch (Exception e)
                        {
                            // As officially, middleware of ASP.NET Core does not see what the function throws.
                            failure = e;
                        }
                    },
                    next);
                if (failure is not null)
                {
                    ExceptionDispatchInfo.Throw(failure);
                }
            },
            bindings => writer.WriteRestAsync(http, ResultOf(function, bindings)),
            http.RequestAborted);

        // Those of the invocation have ended with it.
        http.RequestServices = services;
        return outcome;
    }

    private async Task<InvocationOutcome> RunBufferedAsync(FunctionDescriptor function, HttpContext http)
    {
        await BufferAsync(http.Request);
        return await dispatcher.DispatchAsync(
            function,
            Input(http),
            context =>
            {
                LocalInvocation.Of(context).Bindings.TriggerValue = new BufferedHttpRequestData(http, context);
                return worker.InvokeAsync(context);
            },
            bindings => writer.WriteAsync(http, ResultOf(function, bindings)),
            http.RequestAborted);
    }

    private static TriggerInput Input(HttpContext http) => new()
    {
        BindingData = HttpBindingData.From(http.Request),
        TraceParent = http.Request.Headers.TraceParent,
        TraceState = http.Request.Headers.TraceState,
    };

    private static object? ResultOf(FunctionDescriptor function, InvocationBindings bindings) =>
        function.Outputs.FirstOrDefault(o => o.Type.Equals(BindingTypes.Http, StringComparison.OrdinalIgnoreCase)) is { } output
            ? bindings.ValueOf(output)
            : bindings.InvocationResult as HttpResponseData;

    // Small bodies stay in memory, larger ones go to a temporary file; the server bounds their size.
    private static async Task BufferAsync(HttpRequest request)
    {
        request.EnableBuffering();
        await request.Body.CopyToAsync(Stream.Null, request.HttpContext.RequestAborted);
        request.Body.Position = 0;
    }

    private static async Task WriteFailureAsync(HttpContext http, Exception exception)
    {
        if (http.Response.HasStarted)
        {
            // Too late for a status: a broken connection is the only way left to say that the response is not whole.
            http.Abort();
            return;
        }

        http.Response.Clear();
        if (StoreProblem.Find(exception) is { } problem)
        {
            await problem.WriteAsync(http);
            return;
        }

        // The web server's own complaint about a request (too large, broken off) says which status it is.
        http.Response.StatusCode = exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
    }
}
