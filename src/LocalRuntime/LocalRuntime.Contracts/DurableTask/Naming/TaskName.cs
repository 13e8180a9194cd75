namespace Microsoft.DurableTask;

/// <summary>The name of an orchestrator, activity or entity. Names differ only if they differ by more than case.</summary>
public readonly struct TaskName : IEquatable<TaskName>
{
    /// <summary>Makes a name; <see langword="null"/> gives the default (absent) name.</summary>
    public TaskName(string name)
    {
        Name = name;
#pragma warning disable CS0618 // the obsolete property is part of the type and must hold its documented value
        Version = name is null ? null! : string.Empty;
#pragma warning restore CS0618
    }

    /// <summary>The name; <see langword="null"/> for <c>default(TaskName)</c>.</summary>
    public string Name { get; }

    /// <summary>Always empty: versions are carried by <see cref="TaskVersion"/>.</summary>
    [Obsolete("Refer to TaskVersion instead.")]
    public string Version { get; }

    public static implicit operator string(TaskName value) => value.Name;

    public static implicit operator TaskName(string value) => string.IsNullOrEmpty(value) ? default : new TaskName(value);

    public static bool operator ==(TaskName a, TaskName b) => a.Equals(b);

    public static bool operator !=(TaskName a, TaskName b) => !a.Equals(b);

    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    public override int GetHashCode() => Name is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    public override string ToString() => Name;
}
