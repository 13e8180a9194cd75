using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Durable;
using WorkDistribution.LocalRuntime.Host.Hosting;

namespace WorkDistribution.LocalRuntime.Host.Management;

/// <summary>
/// The HTTP API of the Durable extension, below <c>/runtime/webhooks/durabletask</c>. What has no route there is 404, a known route
/// with another method too.
/// </summary>
internal sealed class DurableManagementEndpoints(
    IFunctionCatalog catalog, HostCommandLine commandLine, ManagementContext context, ILogger<DurableManagementEndpoints> logger) : IEndpointContributor
{
    private const string AnyPath = ManagementPayloads.BasePath + "/{**path}";

    private static readonly string[] Get = [HttpMethods.Get];
    private static readonly string[] Post = [HttpMethods.Post];
    private static readonly string[] Delete = [HttpMethods.Delete];

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        if (commandLine.Durable is { } elsewhere)
        {
            // The official client makes URLs of the address that its caller knows, which is this host's.
            endpoints.Map(AnyPath, http => SendOn(http, elsewhere));
            return;
        }

        // Without Durable functions the real host does not load the extension, and has no such routes.
        if (!DurableEngineFactory.IsNeeded(catalog, commandLine))
        {
            return;
        }

        var instances = new InstanceEndpoints(context);
        var start = new StartEndpoints(context);
        var control = new ControlEndpoints(context);
        var entities = new EntityEndpoints(context);

        Map(endpoints, Post, "orchestrators/{functionName}/{instanceId?}", start.StartAsync);
        Map(endpoints, Get, "instances", instances.ListAsync);
        Map(endpoints, Delete, "instances", instances.PurgeManyAsync);
        Map(endpoints, Get, "instances/{instanceId}", instances.GetAsync);
        Map(endpoints, Delete, "instances/{instanceId}", instances.PurgeAsync);
        Map(endpoints, Post, "instances/{instanceId}/raiseEvent/{eventName}", control.RaiseEventAsync);
        Map(endpoints, Post, "instances/{instanceId}/terminate", control.TerminateAsync);
        Map(endpoints, Post, "instances/{instanceId}/suspend", control.SuspendAsync);
        Map(endpoints, Post, "instances/{instanceId}/resume", control.ResumeAsync);
        Map(endpoints, Post, "instances/{instanceId}/rewind", control.RewindAsync);
        Map(endpoints, Post, "instances/{instanceId}/restart", start.RestartAsync);
        Map(endpoints, Get, "entities/{entityName?}", entities.ListAsync);
        Map(endpoints, Get, "entities/{entityName}/{entityKey}", entities.GetAsync);
        Map(endpoints, Post, "entities/{entityName}/{entityKey?}", entities.SignalAsync);
        Map(endpoints, Delete, "entities/{entityName}/{entityKey?}", entities.DeleteAsync);
        endpoints.Map(AnyPath, AnswerNotFoundAsync);
    }

    private static Task SendOn(HttpContext http, Uri elsewhere)
    {
        http.Response.Redirect(
            elsewhere.AbsoluteUri.TrimEnd('/') + http.Request.GetEncodedPathAndQuery(), permanent: false, preserveMethod: true);
        return Task.CompletedTask;
    }

    private static Task AnswerNotFoundAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private void Map(IEndpointRouteBuilder endpoints, string[] methods, string pattern, Func<HttpContext, ManagementQuery, Task> handler) =>
        endpoints.MapMethods($"{ManagementPayloads.BasePath}/{pattern}", methods, http => HandleAsync(http, handler));

    private async Task HandleAsync(HttpContext http, Func<HttpContext, ManagementQuery, Task> handler)
    {
        var query = new ManagementQuery(http.Request);
        try
        {
            if (query.Text("taskHub") is { Length: > 0 } hub && !hub.Equals(context.Options.HubName, StringComparison.OrdinalIgnoreCase))
            {
                await ManagementJson.WriteErrorAsync(
                    http, StatusCodes.Status404NotFound, $"This host serves the task hub '{context.Options.HubName}', not '{hub}'.");
                return;
            }

            await handler(http, query);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
            http.Abort();
        }
        catch (OperationCanceledException) when (!http.Response.HasStarted)
        {
            // The engine stops while a request waits: whoever asks again finds the host that takes over.
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        catch (BadHttpRequestException e)
        {
            await ManagementJson.WriteErrorAsync(http, e.StatusCode, e.Message);
        }
        catch (JsonException e)
        {
            await ManagementJson.WriteErrorAsync(http, StatusCodes.Status400BadRequest, "Invalid JSON content", e);
        }
        catch (Exception e) when (!http.Response.HasStarted && StoreProblem.Find(e) is { } problem)
        {
            await problem.WriteAsync(http);
        }
        catch (ArgumentException e)
        {
            await ManagementJson.WriteErrorAsync(
                http, StatusCodes.Status400BadRequest, "One or more of the arguments submitted is incorrect", e);
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            logger.LogError(e, "The management request {Method} {Path} failed.", http.Request.Method, http.Request.Path);
            await ManagementJson.WriteErrorAsync(
                http, StatusCodes.Status500InternalServerError, "Something went wrong while processing your request", e);
        }
    }
}
