using WorkDistribution.Functions.Sagas.Orders.Storage;

namespace WorkDistribution.Functions.Sagas.Orders;

/// <summary>Holds the amount on the customer's account; refused when there is too little.</summary>
internal sealed class AuthorisePayment(OrderHolds holds) : ICompensableSagaAction<OrderInput>
{
    /// <inheritdoc/>
    public Task<string?> RunAsync(OrderInput input, SagaCall call, CancellationToken cancellationToken) =>
        holds.HoldAsync(OrderAccount.Balance(input.Customer), input.AmountCents, call, cancellationToken);

    /// <summary>Voids the authorisation.</summary>
    public Task CompensateAsync(OrderInput input, SagaCall call, CancellationToken cancellationToken) =>
        holds.ReleaseAsync(OrderAccount.Balance(input.Customer), call, cancellationToken);
}
