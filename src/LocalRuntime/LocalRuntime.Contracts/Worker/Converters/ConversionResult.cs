using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>The outcome of an <see cref="IInputConverter"/>.</summary>
[SuppressMessage(
    "Performance", "CA1815:Override equals and operator equals on value types", Justification = "The official type has neither.")]
public readonly struct ConversionResult
{
    private ConversionResult(ConversionStatus status, object? value, Exception? error)
    {
        Status = status;
        Value = value;
        Error = error;
    }

    /// <summary>What became of the conversion.</summary>
    public ConversionStatus Status { get; }

    /// <summary>The value when <see cref="Status"/> is <see cref="ConversionStatus.Succeeded"/>.</summary>
    public object? Value { get; }

    /// <summary>The error when <see cref="Status"/> is <see cref="ConversionStatus.Failed"/>.</summary>
    public Exception? Error { get; }

    /// <summary>The converter does not handle this input.</summary>
    public static ConversionResult Unhandled() => default;

    /// <summary>The converter produced <paramref name="value"/>.</summary>
    public static ConversionResult Success(object? value) => new(ConversionStatus.Succeeded, value, error: null);

    /// <summary>The converter failed.</summary>
    public static ConversionResult Failed(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new ConversionResult(ConversionStatus.Failed, value: null, exception);
    }
}
