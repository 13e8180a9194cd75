using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>Checks route templates at start-up, where ASP.NET Core would only fail at the first request.</summary>
internal sealed class HttpRouteValidator(HostOptions options, IServiceProvider services) : IFunctionValidator
{
    private static readonly string[] Reserved = ["admin", "runtime"];

    private readonly DefaultInlineConstraintResolver _constraints = new(Options.Create(new RouteOptions()), services);

    public IEnumerable<string> Validate(FunctionDescriptor function)
    {
        if (function.GetTrigger<HttpTriggerAttribute>() is not { } trigger)
        {
            yield break;
        }

        var route = HttpFunctionEndpoints.RouteOf(function, trigger, options.Http);
        if (Reserved.Contains(route.Split('/')[0], StringComparer.OrdinalIgnoreCase))
        {
            yield return $"its route '/{route}' conflicts with the host's own routes (/admin, /runtime). Choose another.";
        }

        if (Problem(route) is { } problem)
        {
            yield return $"its route '/{route}' is not valid: {problem}";
        }
    }

    private string? Problem(string route)
    {
        try
        {
            var pattern = RoutePatternFactory.Parse(route);
            var unknown = pattern.ParameterPolicies.SelectMany(p => p.Value)
                .FirstOrDefault(p => p.Content is { } content && _constraints.ResolveConstraint(content) is null);
            return unknown is null ? null : $"the constraint '{unknown.Content}' does not exist. Use one of ASP.NET Core's, for example int, guid or minlength(2).";
        }
        catch (Exception e) when (e is RoutePatternException or RouteCreationException or ArgumentException or FormatException)
        {
            return e.Message;
        }
    }
}
