using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Extensions.DependencyInjection;

namespace WorkDistribution.Functions.Failures;

internal static class FailureServices
{
    /// <summary>Puts <see cref="UnwrappingExecutor"/> around the worker's executor, which the builder has registered already.</summary>
    public static IServiceCollection AddPlainFailures(this IServiceCollection services)
    {
        var executor = services.Last(service => service.ServiceType == typeof(IFunctionExecutor)).ImplementationType
            ?? throw new InvalidOperationException("The worker's executor is registered in a way that this does not know; the worker's version has changed.");
        return services.AddSingleton<IFunctionExecutor>(provider =>
            new UnwrappingExecutor((IFunctionExecutor)ActivatorUtilities.CreateInstance(provider, executor)));
    }
}
