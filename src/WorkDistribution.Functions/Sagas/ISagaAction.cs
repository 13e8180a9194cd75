namespace WorkDistribution.Functions.Sagas;

/// <summary>The action of a step. It runs at least once an attempt, and so must be idempotent by <see cref="SagaCall.IdempotencyKey"/>.</summary>
/// <typeparam name="TInput">The saga's input.</typeparam>
internal interface ISagaAction<in TInput>
{
    /// <summary>Takes the step's effect.</summary>
    /// <param name="input">The saga's input.</param>
    /// <param name="call">Which step of which saga, and its idempotency key.</param>
    /// <param name="cancellationToken">Cancelled when the step's time is up.</param>
    /// <returns>A short reference for later steps and the status, at most 80 bytes in JSON, or null.</returns>
    /// <exception cref="SagaRefusedException">The effect was not taken and never will be. Any other exception leaves that open.</exception>
    Task<string?> RunAsync(TInput input, SagaCall call, CancellationToken cancellationToken);
}
