using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask.Client;

/// <summary>The client builders of one service collection, so that a client can be configured in several calls.</summary>
internal sealed class DurableTaskClientBuilders
{
    private readonly Dictionary<string, IDurableTaskClientBuilder> _builders = new(StringComparer.Ordinal);

    /// <summary>The builders of the collection, kept in a service descriptor of it.</summary>
    public static DurableTaskClientBuilders Of(IServiceCollection services)
    {
        foreach (ServiceDescriptor descriptor in services)
        {
            if (!descriptor.IsKeyedService && descriptor.ImplementationInstance is DurableTaskClientBuilders known)
            {
                return known;
            }
        }

        DurableTaskClientBuilders builders = new();
        services.AddSingleton(builders);
        return builders;
    }

    /// <summary>The builder of that name, and whether it is a new one.</summary>
    public IDurableTaskClientBuilder GetOrAdd(string name, IServiceCollection services, out bool added)
    {
        added = !_builders.TryGetValue(name, out IDurableTaskClientBuilder? builder);
        return added ? _builders[name] = new DefaultDurableTaskClientBuilder(name, services) : builder!;
    }
}
