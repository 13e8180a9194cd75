using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Http.Converters;
using Microsoft.Azure.Functions.Worker.Http;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Durable;
using WorkDistribution.LocalRuntime.Host.Invocation;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>Runs a function for a request.</summary>
internal sealed class HttpFunctionHandler(
    FunctionDispatcher dispatcher, HttpResponseWriter writer, InFlightRequests inFlight, IEnumerable<AspNetCoreIntegration> integration)
{
    private readonly bool _aspNetCore = integration.Any();

    public async Task HandleAsync(FunctionDescriptor function, HttpContext http)
    {
        using var request = inFlight.Enter();
        if (!_aspNetCore)
        {
            await BufferAsync(http.Request);
        }

        var input = new TriggerInput
        {
            BindingData = HttpBindingData.From(http.Request),
            TraceParent = http.Request.Headers.TraceParent,
            TraceState = http.Request.Headers.TraceState,
        };
        var services = http.RequestServices;
        var outcome = await dispatcher.DispatchAsync(
            function, input, context => Prepare(context, http), context => writer.WriteAsync(http, ResultOf(context)), http.RequestAborted);

        // Those of the invocation have ended with it.
        http.RequestServices = services;
        if (!outcome.Succeeded)
        {
            await WriteFailureAsync(http, outcome.Exception);
        }
    }

    private void Prepare(LocalFunctionContext context, HttpContext http)
    {
        if (_aspNetCore)
        {
            context.Items[FunctionContextExtensions.HttpContextKey] = http;
            context.Features.Set<IHttpRequestDataFeature>(DirectHttpRequestDataFeature.Instance);
            context.Features.Set<IFromBodyConversionFeature>(MvcBodyConversionFeature.Instance);
            http.RequestServices = context.InstanceServices;
        }
        else
        {
            context.Features.Set<IFromBodyConversionFeature>(BufferedBodyConversionFeature.Instance);
            context.SetTriggerValue(new BufferedHttpRequestData(http, context));
        }
    }

    private static object? ResultOf(LocalFunctionContext context)
    {
        var bindings = (BindingsFeature)context.GetBindings();
        return context.Function.Outputs.FirstOrDefault(o => o.BindingType == BindingTypes.Http) is { } output
            ? bindings.ValueOf(output)
            : bindings.InvocationResult as HttpResponseData;
    }

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

        if (exception is not InvalidRequestBodyException invalid)
        {
            // The web server's own complaint about a request (too large, broken off) says which status it is.
            http.Response.StatusCode = exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
            return;
        }

        http.Response.StatusCode = invalid.StatusCode;
        await http.Response.WriteAsJsonAsync(
            new ProblemDetails
            {
                Type = invalid.StatusCode == StatusCodes.Status400BadRequest
                    ? "https://tools.ietf.org/html/rfc9110#section-15.5.1"
                    : "https://tools.ietf.org/html/rfc9110#section-15.5.16",
                Title = invalid.StatusCode == StatusCodes.Status400BadRequest ? "The request body is not valid." : "The content type is not supported.",
                Status = invalid.StatusCode,
                Detail = invalid.Message,
            },
            options: null,
            contentType: "application/problem+json");
    }
}
