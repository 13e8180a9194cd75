namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>How many elements a trigger delivers at once.</summary>
public enum Cardinality
{
    /// <summary>A batch.</summary>
    Many = 0,

    /// <summary>One element.</summary>
    One = 1,
}
