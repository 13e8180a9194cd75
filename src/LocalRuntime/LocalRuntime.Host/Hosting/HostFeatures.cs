using Microsoft.Extensions.DependencyInjection;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>
/// The one place where parts of the host that the invocation pipeline does not know by name (listeners, output bindings, management
/// routes, validators) register themselves. Called once while the app's services are built; <see cref="HostCommandLine"/> is resolvable.
/// </summary>
internal static class HostFeatures
{
    public static IServiceCollection AddHostFeatures(this IServiceCollection services) => services;
}
