namespace Microsoft.Azure.Functions.Worker;

/// <summary>Describes a binding of a function.</summary>
public abstract class BindingMetadata
{
    /// <summary>The binding's name: that of its parameter or property, or <c>$return</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The binding's type, such as <c>httpTrigger</c>.</summary>
    public abstract string Type { get; }

    /// <summary>The binding's direction.</summary>
    public abstract BindingDirection Direction { get; }
}
