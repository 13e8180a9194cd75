namespace Microsoft.DurableTask;

/// <summary>One page of a query's results.</summary>
public sealed class Page<T>
    where T : notnull
{
    public Page(IReadOnlyList<T> values, string? continuationToken = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = values;
        ContinuationToken = continuationToken;
    }

    public IReadOnlyList<T> Values { get; }

    /// <summary>Where the next page begins; <see langword="null"/> after the last one.</summary>
    public string? ContinuationToken { get; }
}
