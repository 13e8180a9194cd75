namespace WorkDistribution.Core.Batching;

/// <summary>What became of one item of a batch: a result or an error.</summary>
/// <typeparam name="TResult">Type of a result.</typeparam>
public readonly struct BatchOutcome<TResult>
{
    private readonly TResult result;

    /// <summary>The item succeeded.</summary>
    /// <param name="result">What its caller gets.</param>
    public BatchOutcome(TResult result) => this.result = result;

    /// <summary>The item failed.</summary>
    /// <param name="error">What its caller is thrown.</param>
    public BatchOutcome(Exception error) => (result, Error) = (default!, error);

    /// <summary>Why the item failed; null when it succeeded.</summary>
    public Exception? Error { get; }

    /// <summary>The result.</summary>
    /// <exception cref="InvalidOperationException">The item failed.</exception>
    public TResult Result => Error is null ? result : throw new InvalidOperationException("The item failed.", Error);
}
