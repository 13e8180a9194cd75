namespace Microsoft.DurableTask.Entities;

/// <summary>How an entity is signalled.</summary>
public record SignalEntityOptions
{
    /// <summary>When the signal is delivered; <see langword="null"/> means at once.</summary>
    public DateTimeOffset? SignalTime { get; init; }

    public static implicit operator SignalEntityOptions?(bool? value) => value is true ? new SignalEntityOptions() : null;

    public static implicit operator SignalEntityOptions(DateTimeOffset value) => new() { SignalTime = value };
}
