using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace WorkDistribution.LocalRuntime.Engine.Entities;

/// <summary>The state of an entity during a batch; each operation's changes are kept or undone as a whole.</summary>
internal sealed class EngineEntityState(DataConverter converter, string? state) : TaskEntityState
{
    private string? _kept = state;
    private object? _cached;

    public string? Serialized { get; private set; } = state;

    public override bool HasState => Serialized is not null;

    public override object? GetState(Type type)
    {
        if (_cached is not null && type.IsInstanceOfType(_cached))
        {
            return _cached;
        }

        return _cached = converter.Deserialize(Serialized, type);
    }

    public override void SetState(object? state)
    {
        Serialized = converter.Serialize(state);
        _cached = state;
    }

    /// <summary>Takes over the state that a batch left.</summary>
    public void Replace(string? serialized)
    {
        Serialized = serialized;
        _cached = null;
        Keep();
    }

    public void Keep() => _kept = Serialized;

    public void Undo()
    {
        Serialized = _kept;
        _cached = null;
    }
}
