using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.TaskGraphs.Requests;

namespace WorkDistribution.Functions.TaskGraphs;

/// <summary>Registers task graphs.</summary>
public static class TaskGraphServiceCollectionExtensions
{
    /// <summary>Adds task graphs; their handlers are those of the work items. Calling it again changes nothing.</summary>
    /// <param name="services">The app's services.</param>
    public static IServiceCollection AddTaskGraphs(this IServiceCollection services)
    {
        services.AddObjectStore();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<GraphRequestReader>();
        return services;
    }
}
