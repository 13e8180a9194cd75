using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WorkDistribution.Functions.MasterWorker.Requests;
using WorkDistribution.Functions.MasterWorker.Storage;
using WorkDistribution.Functions.MasterWorker.Workers;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.MasterWorker;

/// <summary>Registers the master-worker pattern.</summary>
public static class MasterWorkerServiceCollectionExtensions
{
    /// <summary>Adds master, workers and collector. Their handlers are those of the work items, which have to be added too.</summary>
    /// <param name="services">The app's services.</param>
    public static IServiceCollection AddMasterWorker(this IServiceCollection services)
    {
        services.AddObjectStore();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<MasterWorkerQueues>();
        services.TryAddSingleton<BatchRequestReader>();
        services.TryAddSingleton<TaskRunner>();
        services.TryAddSingleton<ReportCollector>();
        return services;
    }
}
