using Microsoft.AspNetCore.Routing;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>Checks route templates at start-up, where ASP.NET Core would only fail at the first request.</summary>
internal sealed class HttpRouteValidator(HostOptions options, IInlineConstraintResolver constraints) : IFunctionValidator
{
    private static readonly string[] Reserved = ["admin", "runtime"];

    public IEnumerable<string> Validate(FunctionDescriptor function)
    {
        if (!function.Is(BindingTypes.HttpTrigger))
        {
            yield break;
        }

        var route = FunctionRoute.PathOf(function, options.Http);
        if (Reserved.Contains(route.Split('/')[0], StringComparer.OrdinalIgnoreCase))
        {
            yield return $"its route '/{route}' conflicts with the host's own routes (/admin, /runtime). Choose another.";
        }

        if (Problem(function) is { } problem)
        {
            yield return $"its route '/{route}' is not valid: {problem}";
        }
    }

    private string? Problem(FunctionDescriptor function)
    {
        try
        {
            _ = new FunctionRoute(function, options.Http, constraints);
            return null;
        }
        catch (Exception e) when (e is RouteCreationException or ArgumentException or FormatException)
        {
            return e.Message;
        }
    }
}
