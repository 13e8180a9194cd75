namespace Microsoft.Azure.Functions.Worker;

/// <summary>The converted value of an input binding.</summary>
/// <typeparam name="T">The type it was converted to.</typeparam>
public abstract class InputBindingData<T>
{
    /// <summary>The binding.</summary>
    public abstract BindingMetadata BindingMetadata { get; }

    /// <summary>The value; setting it replaces the argument the function receives.</summary>
    public abstract T? Value { get; set; }
}
