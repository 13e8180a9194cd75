using Microsoft.DurableTask;

namespace WorkDistribution.LocalRuntime.Engine;

/// <summary>One attempt of one activity call.</summary>
public sealed class ActivityInvocation
{
    private readonly DataConverter _converter;

    internal ActivityInvocation(
        TaskActivityContext context, string? serializedInput, DataConverter converter, CancellationToken cancellationToken)
    {
        Context = context;
        SerializedInput = serializedInput;
        _converter = converter;
        CancellationToken = cancellationToken;
    }

    /// <summary>The context the activity function is called with.</summary>
    public TaskActivityContext Context { get; }

    /// <summary>The input as it was serialized by the caller; null if none was given.</summary>
    public string? SerializedInput { get; }

    /// <summary>Cancelled when the instance is terminated or purged, and when the engine stops.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The input as the engine's data converter reads it.</summary>
    public object? GetInput(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return _converter.Deserialize(SerializedInput, type);
    }
}
