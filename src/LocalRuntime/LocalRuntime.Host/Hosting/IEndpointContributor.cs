using Microsoft.AspNetCore.Routing;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>
/// Adds routes to the host's web server, e.g. <c>/runtime/webhooks/durabletask</c> or <c>/admin</c>. Register implementations as
/// <c>IEndpointContributor</c> singletons. They are mapped before functions are, and win over them.
/// </summary>
internal interface IEndpointContributor
{
    void MapEndpoints(IEndpointRouteBuilder endpoints);
}
