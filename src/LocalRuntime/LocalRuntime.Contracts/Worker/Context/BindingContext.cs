namespace Microsoft.Azure.Functions.Worker;

/// <summary>Gives access to the binding information of an invocation.</summary>
public abstract class BindingContext
{
    /// <summary>The trigger's metadata: route values, queue message properties and the like, by name.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
