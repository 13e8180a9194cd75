using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace LocalRuntime.Contracts.Tests.DurableTask;

/// <summary>One operation on an entity whose state is kept as JSON, as the engine keeps it.</summary>
internal sealed class FakeEntityOperation(string name, FakeEntityState state, string? inputJson = null) : TaskEntityOperation
{
    public override string Name => name;

    public override TaskEntityContext Context { get; } = new FakeContext();

    public override TaskEntityState State => state;

    public override bool HasInput => inputJson is not null;

    public override object? GetInput(Type inputType) => inputJson is null ? null : JsonSerializer.Deserialize(inputJson, inputType);

    private sealed class FakeContext : TaskEntityContext
    {
        public override EntityInstanceId Id { get; } = new("counter", "a");

        public override void SignalEntity(
            EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null)
            => throw new NotSupportedException("The tests send no signals.");

        public override string ScheduleNewOrchestration(TaskName name, object? input = null, StartOrchestrationOptions? options = null)
            => throw new NotSupportedException("The tests start no orchestrations.");
    }
}
