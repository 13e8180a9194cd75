using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.Speculation.Orchestration;
using WorkDistribution.Functions.Speculation.Requests;
using WorkDistribution.Functions.WorkItems;

namespace WorkDistribution.Functions.Speculation;

/// <summary>Registers branch speculation.</summary>
public static class SpeculationServiceCollectionExtensions
{
    /// <summary>Adds branch speculation and the handler <c>choose-branch</c>. Its handlers are those of the work items. Call it once.</summary>
    /// <param name="services">The app's services.</param>
    public static IServiceCollection AddSpeculation(this IServiceCollection services)
    {
        services.AddObjectStore();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SpeculationReader>();
        services.TryAddSingleton<CancellableRuns>();
        return services.AddWorkHandler<ChooseBranchHandler>("choose-branch");
    }
}
