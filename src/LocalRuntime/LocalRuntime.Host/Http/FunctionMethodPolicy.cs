using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>
/// Lets a function answer only its methods. As in the real host another method is 404, not the 405 of ASP.NET Core
/// (azure-functions-host issue 10098), and of two functions with one route and method the first by name answers.
/// </summary>
internal sealed class FunctionMethodPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => 0;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) =>
        endpoints.Any(e => e.Metadata.GetMetadata<FunctionRouteMetadata>() is not null);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var chosen = -1;
        for (var i = 0; i < candidates.Count; i++)
        {
            if (!candidates.IsValidCandidate(i) || candidates[i].Endpoint.Metadata.GetMetadata<FunctionRouteMetadata>() is not { } route)
            {
                continue;
            }

            var sameRank = chosen >= 0 && candidates[chosen].Score == candidates[i].Score;
            if (!route.Allows(httpContext.Request.Method) || sameRank)
            {
                candidates.SetValidity(i, false);
            }
            else if (chosen < 0)
            {
                chosen = i;
            }
        }

        return Task.CompletedTask;
    }
}
