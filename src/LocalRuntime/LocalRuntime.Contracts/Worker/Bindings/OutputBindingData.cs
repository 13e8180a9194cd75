namespace Microsoft.Azure.Functions.Worker;

/// <summary>The value of an output binding.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public abstract class OutputBindingData<T>
{
    /// <summary>The binding's name: the property that carries it, or <c>$return</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The value; setting it replaces what is sent.</summary>
    public abstract T? Value { get; set; }

    /// <summary>The binding's type, such as <c>http</c> or <c>queue</c>.</summary>
    public abstract string BindingType { get; }
}
