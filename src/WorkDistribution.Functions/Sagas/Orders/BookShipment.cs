using WorkDistribution.Functions.Sagas.Orders.Storage;

namespace WorkDistribution.Functions.Sagas.Orders;

/// <summary>Takes one place in the next transport to the zone; refused when there is none.</summary>
internal sealed class BookShipment(OrderHolds holds) : ICompensableSagaAction<OrderInput>
{
    /// <inheritdoc/>
    public Task<string?> RunAsync(OrderInput input, SagaCall call, CancellationToken cancellationToken) =>
        holds.HoldAsync(OrderAccount.Capacity(input.Zone), 1, call, cancellationToken);

    /// <summary>Cancels the booking.</summary>
    public Task CompensateAsync(OrderInput input, SagaCall call, CancellationToken cancellationToken) =>
        holds.ReleaseAsync(OrderAccount.Capacity(input.Zone), call, cancellationToken);
}
