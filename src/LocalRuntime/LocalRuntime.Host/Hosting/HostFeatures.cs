using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.LocalRuntime.Host.Admin;
using WorkDistribution.LocalRuntime.Host.Azurite;
using WorkDistribution.LocalRuntime.Host.Bindings;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Management;
using WorkDistribution.LocalRuntime.Host.Queues;
using WorkDistribution.LocalRuntime.Host.State;
using WorkDistribution.LocalRuntime.Host.Timers;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>
/// The one place where parts of the host that the invocation pipeline does not know by name (listeners, output bindings, management
/// routes, validators) register themselves. Called once while the app's services are built; <see cref="HostCommandLine"/> is resolvable.
/// </summary>
internal static class HostFeatures
{
    public static IServiceCollection AddHostFeatures(this IServiceCollection services)
    {
        services.AddHostedService<StateLockService>();
        return services.AddStorageQueues().AddTimers().AddManagement();
    }

    private static IServiceCollection AddStorageQueues(this IServiceCollection services) => services
        .AddSingleton<QueueSignals>()
        .AddSingleton<StorageAvailability>()
        .AddSingleton<StorageEmulator>()
        .AddHostedService<StorageEmulatorService>()
        .AddSingleton<IFunctionValidator, QueueFunctionValidator>()
        .AddSingleton<ITriggerListener, QueueTriggerListener>()
        .AddSingleton<IOutputBinding, QueueOutputBinding>();

    private static IServiceCollection AddTimers(this IServiceCollection services) => services
        .AddSingleton<IFunctionValidator, TimerFunctionValidator>()
        .AddSingleton<ITriggerListener, TimerTriggerListener>();

    private static IServiceCollection AddManagement(this IServiceCollection services) => services
        .AddSingleton<ManagementContext>()
        .AddSingleton<IEndpointContributor, DurableManagementEndpoints>()
        .AddSingleton<HostStatus>()
        .AddSingleton<ManualRuns>()
        .AddSingleton<IEndpointContributor, AdminEndpoints>();
}
