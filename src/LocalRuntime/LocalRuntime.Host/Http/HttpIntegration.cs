using WorkDistribution.LocalRuntime.Host.Official;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>Whether the app has the official ASP.NET Core integration, and what joins its requests with invocations.</summary>
internal sealed class HttpIntegration
{
    public HttpIntegration(OfficialInternals internals, IServiceProvider services) =>
        Coordinator = internals.AspNetCore is { } names ? services.GetService(names.HttpCoordinator) as HttpCoordinator : null;

    /// <summary>Null without the integration.</summary>
    public HttpCoordinator? Coordinator { get; }
}
