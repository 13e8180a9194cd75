using System.Text.Json;
using Microsoft.DurableTask.Entities;

namespace LocalRuntime.Contracts.Tests.DurableTask;

internal sealed class FakeEntityState(string? json = null) : TaskEntityState
{
    public string? Json { get; private set; } = json;

    public int Saves { get; private set; }

    public override bool HasState => Json is not null;

    public override object? GetState(Type type) => Json is null ? null : JsonSerializer.Deserialize(Json, type);

    public override void SetState(object? state)
    {
        Saves++;
        Json = state is null ? null : JsonSerializer.Serialize(state);
    }
}
