namespace Microsoft.DurableTask;

/// <summary>Names a class-based orchestrator, activity or entity, instead of by its type name.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class DurableTaskAttribute : Attribute
{
    public DurableTaskAttribute(string? name = null) => Name = string.IsNullOrEmpty(name) ? default : new TaskName(name);

    /// <summary>The name; <c>default</c> if the type name is to be used.</summary>
    public TaskName Name { get; }

    /// <summary>The version this class implements; <see langword="null"/> or empty means unversioned.</summary>
    public string? Version { get; set; }
}
