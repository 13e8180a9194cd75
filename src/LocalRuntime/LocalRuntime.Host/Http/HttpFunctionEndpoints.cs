using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>Maps each HTTP-triggered function to its route below the prefix of host.json.</summary>
internal sealed class HttpFunctionEndpoints(IFunctionCatalog catalog, HostOptions options, HttpFunctionHandler handler)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var function in catalog.Functions)
        {
            if (function.GetTrigger<HttpTriggerAttribute>() is { } trigger)
            {
                Map(endpoints, function, trigger);
            }
        }
    }

    /// <summary>The route template below the root, without a leading slash; the function's name when the trigger names none.</summary>
    public static string RouteOf(FunctionDescriptor function, HttpTriggerAttribute trigger, HttpExtensionOptions options)
    {
        var route = string.IsNullOrEmpty(trigger.Route) ? function.Name : trigger.Route.TrimStart('/');
        return options.RoutePrefix.Length == 0 ? route : $"{options.RoutePrefix}/{route}";
    }

    public static IReadOnlyList<string> MethodsOf(HttpTriggerAttribute trigger) =>
        [.. (trigger.Methods ?? []).Select(m => m.ToUpperInvariant())];

    private void Map(IEndpointRouteBuilder endpoints, FunctionDescriptor function, HttpTriggerAttribute trigger)
    {
        var route = RouteOf(function, trigger, options.Http);
        RequestDelegate handle = http => handler.HandleAsync(function, http);

        // Middleware of an app may look at the endpoint, and the official one has its methods there. On the endpoint that takes part in
        // routing the same metadata would make ASP.NET Core answer 405 for other methods.
        var shown = new RouteEndpoint(
            handle,
            RoutePatternFactory.Parse(route),
            order: 0,
            new EndpointMetadataCollection(new HttpMethodMetadata(MethodsOf(trigger))),
            function.Name);
        endpoints.Map(route, http =>
            {
                http.SetEndpoint(shown);
                return handle(http);
            })
            .WithMetadata(new FunctionRouteMetadata(function, MethodsOf(trigger)))
            .WithDisplayName(function.Name);
    }
}
