using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WorkDistribution.Core.Sagas;
using WorkDistribution.Functions.Sagas.Orders.Storage;

namespace WorkDistribution.Functions.Sagas.Orders;

/// <summary>Registers the built-in saga <c>order</c>: reserve stock, authorise payment, book shipment, confirm.</summary>
internal static class OrderSagaServiceCollectionExtensions
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    /// <summary>Adds the saga.</summary>
    public static IServiceCollection AddOrderSaga(this IServiceCollection services)
    {
        services.AddOptions<OrdersOptions>().BindConfiguration(OrdersOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OrdersOptions>, OrdersOptionsValidator>());
        services.AddSingleton<OrderTables>();
        services.AddSingleton<OrderLedger>();
        services.AddSingleton<OrderHolds>();
        services.AddSingleton<LedgerCheck>();
        return services.AddSaga<OrderInput>("order", OrderInput.Read, static (saga, provider) => Define(saga, provider.GetRequiredService<IOptions<OrdersOptions>>().Value));
    }

    private static void Define(SagaBuilder<OrderInput> saga, OrdersOptions options)
    {
        saga.Step<ReserveStock>("reserve-stock", Retried)
            .Approval("approval", order => order.AmountCents > options.ApprovalLimitCents, options.ApprovalDeadline)
            .Step<AuthorisePayment>("authorise-payment", Retried)
            .Step<BookShipment>("book-shipment", Retried)
            .Step<ConfirmOrder>("confirm", step =>
            {
                Retried(step);
                step.IsPivot = true;
            });

        void Retried(SagaStepOptions step)
        {
            step.Retry = new SagaRetry(options.Attempts, options.RetryDelay, 2, LongestDelay);
            step.CompensationRetry = SagaRetry.Compensation with { FirstDelay = options.RetryDelay };
        }
    }
}
