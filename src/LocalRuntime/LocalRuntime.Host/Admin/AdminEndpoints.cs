using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Hosting;
using WorkDistribution.LocalRuntime.Host.Management;

namespace WorkDistribution.LocalRuntime.Host.Admin;

/// <summary>The host's own API below <c>/admin</c>: its state, its functions, and running one of them by hand.</summary>
internal sealed class AdminEndpoints(IFunctionCatalog catalog, HostStatus status, ManualRuns runs, HostOptions options) : IEndpointContributor
{
    private static readonly string[] GetOrPost = [HttpMethods.Get, HttpMethods.Post];

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/admin/host/ping", GetOrPost, AnswerAsync(StatusCodes.Status200OK));
        endpoints.MapGet("/admin/host/status", http => ManagementJson.WriteAsync(http, StatusCodes.Status200OK, status.Describe()));
        endpoints.MapGet("/admin/functions", ListAsync);
        endpoints.MapGet("/admin/functions/{name}", GetAsync);
        endpoints.MapPost("/admin/functions/{name}", RunAsync);
        endpoints.Map("/admin/{**path}", AnswerAsync(StatusCodes.Status404NotFound));
    }

    private static RequestDelegate AnswerAsync(int statusCode) => http =>
    {
        http.Response.StatusCode = statusCode;
        return Task.CompletedTask;
    };

    private static string Origin(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}";

    private Task ListAsync(HttpContext http) => ManagementJson.WriteAsync(
        http, StatusCodes.Status200OK, new JsonArray([.. catalog.Functions.Select(f => FunctionListing.Describe(f, Origin(http), options.Http))]));

    private Task GetAsync(HttpContext http)
    {
        if (catalog.TryGet((string)http.GetRouteValue("name")!, out var function))
        {
            return ManagementJson.WriteAsync(http, StatusCodes.Status200OK, FunctionListing.Describe(function, Origin(http), options.Http));
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private async Task RunAsync(HttpContext http)
    {
        if (!catalog.TryGet((string)http.GetRouteValue("name")!, out var function))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!ManualRuns.CanRun(function, out var reason))
        {
            await ManagementJson.WriteErrorAsync(http, StatusCodes.Status400BadRequest, reason);
            return;
        }

        try
        {
            runs.Start(function, ReadInput(await ManagementJson.ReadTextAsync(http)));
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        }
        catch (JsonException e)
        {
            await ManagementJson.WriteErrorAsync(
                http, StatusCodes.Status400BadRequest, "The body must be a JSON object {\"input\": \"…\"}.", e);
        }
    }

    private static string? ReadInput(string body)
    {
        var root = ManagementJson.Parse(body);
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("It is not an object.");
        }

        return root.TryGetProperty("input", out var input)
            ? input.ValueKind switch
            {
                JsonValueKind.String => input.GetString(),
                JsonValueKind.Null => null,
                _ => input.GetRawText(),
            }
            : null;
    }
}
