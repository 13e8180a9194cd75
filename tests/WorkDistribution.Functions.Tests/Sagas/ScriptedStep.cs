using WorkDistribution.Functions.Sagas;

namespace WorkDistribution.Functions.Tests.Sagas;

/// <summary>A step that does what the script says, and can be undone.</summary>
internal sealed class ScriptedStep(SagaScript script) : ICompensableSagaAction<ScriptedInput>
{
    public Task<string?> RunAsync(ScriptedInput input, SagaCall call, CancellationToken cancellationToken) => script.RunAsync(call, cancellationToken);

    public Task CompensateAsync(ScriptedInput input, SagaCall call, CancellationToken cancellationToken) => script.UndoAsync(call, cancellationToken);
}
