namespace WorkDistribution.Functions.WorkItems.Handlers.BuiltIn;

/// <summary><c>flaky</c>: fails the first attempts, then succeeds with the number of the attempt.</summary>
internal sealed class FlakyHandler : IWorkHandler<FlakyPayload>
{
    /// <inheritdoc/>
    public Task<object?> RunAsync(FlakyPayload payload, WorkContext context, CancellationToken cancellationToken) =>
        context.Attempt <= payload.Failures
            ? throw new InvalidOperationException($"Failure {context.Attempt} of {payload.Failures}, as the payload asks for.")
            : Task.FromResult<object?>(new Dictionary<string, int> { ["attempt"] = context.Attempt });

    /// <inheritdoc/>
    public string? Refuse(FlakyPayload payload) => payload.Failures >= 0 ? null : $"has {payload.Failures} failures: use 0 or more.";
}
