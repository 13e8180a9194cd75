using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WorkDistribution.LocalRuntime.Host.Bindings.Converters;
using WorkDistribution.LocalRuntime.Host.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the functions worker to the services of an app.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds the worker with its built-in converters and a serializer that does not mind the case of property names.</summary>
    public static IFunctionsWorkerApplicationBuilder AddFunctionsWorkerDefaults(
        this IServiceCollection services, Action<WorkerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<WorkerOptions>, BuiltInConverters>());
        services.TryAddEnumerable(ServiceDescriptor.Transient<IConfigureOptions<JsonSerializerOptions>, CaseInsensitiveNames>());
        return services.AddFunctionsWorkerCore(configure);
    }

    /// <summary>Adds the worker without converters of its own. Later calls return the builder of the first.</summary>
    public static IFunctionsWorkerApplicationBuilder AddFunctionsWorkerCore(
        this IServiceCollection services, Action<WorkerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (configure is not null)
        {
            services.Configure(configure);
        }

        if (WorkerApplicationBuilder.Find(services) is { } existing)
        {
            return existing;
        }

        var builder = new WorkerApplicationBuilder(services);
        services.AddSingleton<IFunctionsWorkerApplicationBuilder>(builder);
        services.AddLocalRuntime(builder);
        return builder;
    }

    private sealed class CaseInsensitiveNames : IConfigureOptions<JsonSerializerOptions>
    {
        public void Configure(JsonSerializerOptions options) => options.PropertyNameCaseInsensitive = true;
    }
}
