namespace Microsoft.DurableTask;

/// <summary>Names the external event whose payload the annotated type is, instead of by its type name.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = false, Inherited = false)]
public sealed class DurableEventAttribute : Attribute
{
    public DurableEventAttribute(string? name = null) => Name = string.IsNullOrEmpty(name) ? default : new TaskName(name);

    /// <summary>The name; <c>default</c> if the type name is to be used.</summary>
    public TaskName Name { get; }
}
