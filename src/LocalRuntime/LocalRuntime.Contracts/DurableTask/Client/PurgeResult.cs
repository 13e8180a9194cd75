namespace Microsoft.DurableTask.Client;

/// <summary>What a purge did.</summary>
public class PurgeResult
{
    /// <exception cref="ArgumentException"><paramref name="count"/> is negative.</exception>
    public PurgeResult(int count)
        : this(count, null)
    {
    }

    /// <exception cref="ArgumentException"><paramref name="count"/> is negative.</exception>
    public PurgeResult(int count, bool? isComplete)
    {
        if (count < 0)
        {
            throw new ArgumentException("Count must be non-negative", nameof(count));
        }

        PurgedInstanceCount = count;
        IsComplete = isComplete;
    }

    public int PurgedInstanceCount { get; }

    /// <summary>Whether nothing that the filter names is left; <see langword="null"/> if the runtime does not say.</summary>
    public bool? IsComplete { get; }
}
