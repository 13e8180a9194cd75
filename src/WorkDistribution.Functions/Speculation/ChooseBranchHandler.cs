using WorkDistribution.Functions.WorkItems.Handlers;

namespace WorkDistribution.Functions.Speculation;

/// <summary><c>choose-branch</c>: waits, then decides for the branch that its payload names. Primary work for demonstrations.</summary>
internal sealed class ChooseBranchHandler(TimeProvider time) : IWorkHandler<ChooseBranchPayload>
{
    private const int MaxMilliseconds = 600_000;

    /// <inheritdoc/>
    public async Task<object?> RunAsync(ChooseBranchPayload payload, WorkContext context, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(payload.Milliseconds), time, cancellationToken);
        return new Dictionary<string, string> { ["branch"] = payload.Branch };
    }

    /// <inheritdoc/>
    public string? Refuse(ChooseBranchPayload payload) =>
        payload.Milliseconds is >= 0 and <= MaxMilliseconds ? null : $"has {payload.Milliseconds} milliseconds: use 0 to {MaxMilliseconds}.";
}
