namespace WorkDistribution.Functions.Sagas;

/// <summary>An action with a compensation.</summary>
/// <typeparam name="TInput">The saga's input.</typeparam>
internal interface ICompensableSagaAction<in TInput> : ISagaAction<TInput>
{
    /// <summary>
    /// Undoes the step. It is also called when it is open whether the action took effect; then it must make sure that the action never
    /// will, even if an attempt that was given up is still under way.
    /// </summary>
    /// <param name="input">The saga's input.</param>
    /// <param name="call">The call of the action, with the action's idempotency key.</param>
    /// <param name="cancellationToken">Cancelled when the step's time is up.</param>
    Task CompensateAsync(TInput input, SagaCall call, CancellationToken cancellationToken);
}
