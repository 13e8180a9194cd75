namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>What became of a conversion.</summary>
public enum ConversionStatus
{
    /// <summary>The converter does not handle this input; the next one is tried.</summary>
    Unhandled = 0,

    /// <summary>The converter produced a value.</summary>
    Succeeded = 1,

    /// <summary>The converter tried and failed.</summary>
    Failed = 2,
}
