using Microsoft.DurableTask;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>A task the orchestrator started and that has no outcome yet.</summary>
internal abstract class OpenTask(int id, string name)
{
    public int Id { get; } = id;

    public string Name { get; } = name;

    public abstract void Complete(string? result);

    public abstract void Fail(Exception failure);
}

/// <summary>A task whose result is deserialized for its caller.</summary>
internal sealed class OpenTask<T>(int id, string name, DataConverter converter) : OpenTask(id, name)
{
    private readonly TaskCompletionSource<T> _source = new();

    public Task<T> Task => _source.Task;

    public override void Complete(string? result)
    {
        T value;
        try
        {
            value = result is null ? default! : converter.Deserialize<T>(result)!;
        }
        catch (Exception e)
        {
            _source.TrySetException(e);
            return;
        }

        _source.TrySetResult(value);
    }

    public override void Fail(Exception failure) => _source.TrySetException(failure);
}
