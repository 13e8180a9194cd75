using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.Sagas.Activities;
using WorkDistribution.Functions.Sagas.Orders;

namespace WorkDistribution.Functions.Sagas;

/// <summary>Registers sagas.</summary>
internal static class SagasServiceCollectionExtensions
{
    /// <summary>Adds sagas with the built-in <c>order</c>. Calling it again changes nothing.</summary>
    /// <param name="services">The app's services.</param>
    public static IServiceCollection AddSagas(this IServiceCollection services)
    {
        services.AddOptions<SagasOptions>().BindConfiguration(SagasOptions.Section).ValidateOnStart();
        if (services.Any(static service => service.ServiceType == typeof(SagaRegistry)))
        {
            return services;
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SagasOptions>, SagasOptionsValidator>());
        services.AddSingleton<SagaRegistry>();
        services.AddSingleton<SagaDrill>();
        services.AddScoped<SagaExecutor>();
        services.TryAddSingleton(TimeProvider.System);
#pragma warning disable RS0030 // The composition root supplies the shared random source.
        services.TryAddSingleton(Random.Shared);
#pragma warning restore RS0030
        return services.AddOrderSaga();
    }

    /// <summary>Adds a saga.</summary>
    /// <typeparam name="TInput">Its input.</typeparam>
    /// <param name="services">The app's services.</param>
    /// <param name="name">Its name in URLs and on the command line; the start fails if another saga has it.</param>
    /// <param name="read">Reads and checks the body of a request.</param>
    /// <param name="define">Adds the steps.</param>
    public static IServiceCollection AddSaga<TInput>(
        this IServiceCollection services, string name, Func<RequestFields, TInput> read, Action<SagaBuilder<TInput>> define)
        where TInput : class =>
        services.AddSaga(name, read, (saga, _) => define(saga));

    /// <summary>Adds a saga whose definition depends on the app's services, for example on its options.</summary>
    /// <inheritdoc cref="AddSaga{TInput}(IServiceCollection, string, Func{RequestFields, TInput}, Action{SagaBuilder{TInput}})"/>
    public static IServiceCollection AddSaga<TInput>(
        this IServiceCollection services, string name, Func<RequestFields, TInput> read, Action<SagaBuilder<TInput>, IServiceProvider> define)
        where TInput : class =>
        services.AddSingleton(new SagaRegistration(name, provider =>
        {
            var saga = new SagaBuilder<TInput>();
            define(saga, provider);
            return saga.Build(name, read);
        }));
}
