using WorkDistribution.Functions.WorkItems.Handlers;
using WorkDistribution.Functions.WorkItems.Handlers.BuiltIn;

namespace WorkDistribution.Functions.Tests.WorkItems.Lanes;

/// <summary>Sleeps, and counts how often it ran.</summary>
internal sealed class CountedHandler(RunCounts runs) : IWorkHandler<SleepPayload>
{
    public async Task<object?> RunAsync(SleepPayload payload, WorkContext context, CancellationToken cancellationToken)
    {
        runs.Add();
        await Task.Delay(payload.Milliseconds, cancellationToken);
        return null;
    }
}
