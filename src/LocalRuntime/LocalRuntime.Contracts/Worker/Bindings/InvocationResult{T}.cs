namespace Microsoft.Azure.Functions.Worker;

/// <summary>The value a function returned.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public abstract class InvocationResult<T>
{
    /// <summary>The value; setting it replaces what the function returned.</summary>
    public abstract T? Value { get; set; }
}
