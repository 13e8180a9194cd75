using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Client;

/// <summary>Registers durable task clients. The default one can be injected as <see cref="DurableTaskClient"/>.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds the client of that name, if it is not there yet, and gives its builder.</summary>
    public static IDurableTaskClientBuilder AddDurableTaskClient(this IServiceCollection services, string? name = null)
        => services.AddClient(name ?? Options.DefaultName, _ => { });

    /// <summary>Adds and configures the default client.</summary>
    public static IServiceCollection AddDurableTaskClient(
        this IServiceCollection services, Action<IDurableTaskClientBuilder> configure)
        => services.AddDurableTaskClient(Options.DefaultName, configure);

    /// <summary>Adds, if it is not there yet, and configures the client of that name.</summary>
    public static IServiceCollection AddDurableTaskClient(
        this IServiceCollection services, string name, Action<IDurableTaskClientBuilder> configure)
    {
        services.AddClient(name, configure);
        return services;
    }

    private static IDurableTaskClientBuilder AddClient(
        this IServiceCollection services, string name, Action<IDurableTaskClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddSingleton<IDurableTaskClientProvider, DefaultDurableTaskClientProvider>();
        IDurableTaskClientBuilder builder = DurableTaskClientBuilders.Of(services).GetOrAdd(name, services, out bool added);
        configure(builder);
        if (added)
        {
            Register(builder);
        }

        return builder;
    }

    private static void Register(IDurableTaskClientBuilder builder)
    {
        builder.Services.AddOptions<DurableTaskClientOptions>(builder.Name).Configure<IServiceProvider>(UseRegisteredConverter);
        builder.Services.AddSingleton(services => new RegisteredDurableTaskClient(builder.Build(services)));
        if (builder.Name == Options.DefaultName)
        {
            builder.RegisterDirectly();
        }
    }

    private static void UseRegisteredConverter(DurableTaskClientOptions options, IServiceProvider services)
    {
        if (!options.HasDataConverter && services.GetService<DataConverter>() is { } converter)
        {
            options.DataConverter = converter;
        }
    }
}
