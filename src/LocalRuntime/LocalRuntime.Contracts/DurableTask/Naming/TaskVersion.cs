namespace Microsoft.DurableTask;

/// <summary>The version of an orchestrator or activity, compared without regard to case; empty means unversioned.</summary>
public readonly struct TaskVersion : IEquatable<TaskVersion>
{
    /// <summary>No version: equal to <c>default</c> and to an empty version.</summary>
    public static readonly TaskVersion Unversioned;

    private readonly string? _version;

    /// <summary>Makes a version; <see langword="null"/> and empty both mean unversioned.</summary>
    /// <exception cref="ArgumentException"><paramref name="version"/> consists of white space only.</exception>
    public TaskVersion(string? version)
    {
        if (version is { Length: > 0 } && string.IsNullOrWhiteSpace(version))
        {
            throw new ArgumentException(
                "A version must not consist of white space only. Use null, an empty string or TaskVersion.Unversioned for no version.",
                nameof(version));
        }

        _version = version ?? string.Empty;
    }

    /// <summary>The version text; never <see langword="null"/>.</summary>
    public string Version => _version ?? string.Empty;

    public static implicit operator string(TaskVersion value) => value.Version;

    public static implicit operator TaskVersion(string? value) => new(value);

    public static bool operator ==(TaskVersion a, TaskVersion b) => a.Equals(b);

    public static bool operator !=(TaskVersion a, TaskVersion b) => !a.Equals(b);

    public bool Equals(TaskVersion other) => string.Equals(Version, other.Version, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Version);
}
