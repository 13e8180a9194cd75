using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>Collects the worker's middleware in order.</summary>
internal sealed class WorkerApplicationBuilder(IServiceCollection services) : IFunctionsWorkerApplicationBuilder
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];

    public IServiceCollection Services => services;

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        _middleware.Add(middleware);
        return this;
    }

    public FunctionExecutionDelegate Build()
    {
        FunctionExecutionDelegate pipeline = static _ => Task.CompletedTask;
        for (var i = _middleware.Count - 1; i >= 0; i--)
        {
            pipeline = _middleware[i](pipeline);
        }

        return pipeline;
    }

    /// <summary>The builder that earlier calls left among the services, if any.</summary>
    public static WorkerApplicationBuilder? Find(IServiceCollection services) =>
        services.FirstOrDefault(d => d.ServiceType == typeof(IFunctionsWorkerApplicationBuilder))?.ImplementationInstance as WorkerApplicationBuilder;
}
