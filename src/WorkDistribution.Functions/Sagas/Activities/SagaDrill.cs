using Microsoft.Extensions.Options;

namespace WorkDistribution.Functions.Sagas.Activities;

/// <summary>Fails attempts at random when <see cref="SagasOptions.DrillFailureRate"/> asks for it, before or after their effect.</summary>
internal sealed class SagaDrill(IOptions<SagasOptions> options, Random random)
{
    /// <summary>Runs an attempt, or fails it.</summary>
    /// <exception cref="IOException">The attempt was chosen to fail.</exception>
    public async Task<string?> RunAsync(Func<Task<string?>> attempt)
    {
        var fails = options.Value.DrillFailureRate > 0 && random.NextDouble() < options.Value.DrillFailureRate;
        var afterEffect = fails && random.Next(2) == 0;
        if (fails && !afterEffect)
        {
            throw new IOException("Drill: the attempt failed before its effect.");
        }

        var result = await attempt();
        return afterEffect ? throw new IOException("Drill: the attempt failed after its effect.") : result;
    }
}
