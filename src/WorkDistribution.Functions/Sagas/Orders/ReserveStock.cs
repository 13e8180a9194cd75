using WorkDistribution.Functions.Sagas.Orders.Storage;

namespace WorkDistribution.Functions.Sagas.Orders;

/// <summary>Holds the ordered pieces; refused when there are too few.</summary>
internal sealed class ReserveStock(OrderHolds holds) : ICompensableSagaAction<OrderInput>
{
    /// <inheritdoc/>
    public Task<string?> RunAsync(OrderInput input, SagaCall call, CancellationToken cancellationToken) =>
        holds.HoldAsync(OrderAccount.Stock(input.Sku), input.Quantity, call, cancellationToken);

    /// <summary>Puts the pieces back.</summary>
    public Task CompensateAsync(OrderInput input, SagaCall call, CancellationToken cancellationToken) =>
        holds.ReleaseAsync(OrderAccount.Stock(input.Sku), call, cancellationToken);
}
