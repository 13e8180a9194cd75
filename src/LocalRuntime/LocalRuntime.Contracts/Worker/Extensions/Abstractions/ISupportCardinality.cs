namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>A trigger that can deliver batches.</summary>
public interface ISupportCardinality
{
    /// <summary>How many elements the trigger delivers at once.</summary>
    Cardinality Cardinality { get; set; }
}
