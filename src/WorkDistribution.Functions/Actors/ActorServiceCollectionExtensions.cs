using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace WorkDistribution.Functions.Actors;

/// <summary>Registers what the actors need.</summary>
public static class ActorServiceCollectionExtensions
{
    /// <summary>Adds the rate limiter and the mailbox.</summary>
    /// <param name="services">The app's services.</param>
    public static IServiceCollection AddActors(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }
}
