using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace WorkDistribution.LocalRuntime.Engine.Entities;

/// <summary>One operation, as the entity function sees it.</summary>
internal sealed class EngineEntityOperation(
    EntityMessage message, TaskEntityContext context, TaskEntityState state, DataConverter converter) : TaskEntityOperation
{
    public override string Name => message.Operation ?? string.Empty;

    public override TaskEntityContext Context => context;

    public override TaskEntityState State => state;

    public override bool HasInput => message.Input is not null;

    public override object? GetInput(Type inputType) => converter.Deserialize(message.Input, inputType);
}
