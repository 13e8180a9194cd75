namespace WorkDistribution.Functions.WorkItems.Handlers.BuiltIn;

/// <summary><c>sleep</c>: waits without using a processor.</summary>
internal sealed class SleepHandler(TimeProvider time) : IWorkHandler<SleepPayload>
{
    private const int MaxMilliseconds = 3_600_000;

    /// <inheritdoc/>
    public async Task<object?> RunAsync(SleepPayload payload, WorkContext context, CancellationToken cancellationToken)
    {
        if (payload.Milliseconds > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(payload.Milliseconds), time, cancellationToken);
        }

        return null;
    }

    /// <inheritdoc/>
    public string? Refuse(SleepPayload payload) => payload.Milliseconds is >= 0 and <= MaxMilliseconds
        ? null
        : $"has {payload.Milliseconds} milliseconds: use 0 to {MaxMilliseconds}.";
}
