using WorkDistribution.Functions.Sagas;

namespace WorkDistribution.Functions.Tests.Sagas;

/// <summary>A step that does what the script says, and cannot be undone.</summary>
internal sealed class ScriptedFinalStep(SagaScript script) : ISagaAction<ScriptedInput>
{
    public Task<string?> RunAsync(ScriptedInput input, SagaCall call, CancellationToken cancellationToken) => script.RunAsync(call, cancellationToken);
}
