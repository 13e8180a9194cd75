using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker.Core;

/// <summary>A batch of <see cref="Core.ModelBindingData"/>.</summary>
public abstract class CollectionModelBindingData
{
    /// <summary>The elements of the batch.</summary>
    [SuppressMessage("Performance", "CA1819:Properties should not return arrays", Justification = "The official signature.")]
    public abstract ModelBindingData[] ModelBindingData { get; }
}
