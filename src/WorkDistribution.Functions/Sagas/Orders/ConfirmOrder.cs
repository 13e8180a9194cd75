using WorkDistribution.Functions.Sagas.Orders.Storage;

namespace WorkDistribution.Functions.Sagas.Orders;

/// <summary>Enters the order into the books as confirmed: from then on it stands.</summary>
internal sealed class ConfirmOrder(OrderLedger ledger) : ICompensableSagaAction<OrderInput>
{
    /// <inheritdoc/>
    public async Task<string?> RunAsync(OrderInput input, SagaCall call, CancellationToken cancellationToken)
    {
        await ledger.ConfirmAsync(call.SagaId, input, cancellationToken);
        return null;
    }

    /// <summary>Called only when it is open whether the order was confirmed: makes sure that it is not, and never will be.</summary>
    public Task CompensateAsync(OrderInput input, SagaCall call, CancellationToken cancellationToken) => ledger.WithdrawAsync(call.SagaId, cancellationToken);
}
