using System.ComponentModel;

namespace Microsoft.DurableTask;

/// <summary>A declarative retry policy: a number of attempts with a growing interval between them.</summary>
public class RetryPolicy
{
    private static readonly TimeSpan _defaultMaxRetryInterval = TimeSpan.FromHours(1);

    private readonly Func<TaskFailureDetails, bool>? _handleFailure;

    /// <param name="maxNumberOfAttempts">Attempts in all, the first included; at least 1.</param>
    /// <param name="firstRetryInterval">The wait before the second attempt; positive.</param>
    /// <param name="backoffCoefficient">What the wait is multiplied with after each attempt; at least 1.</param>
    /// <param name="maxRetryInterval">The longest wait; not shorter than the first, or infinite. Default: one hour.</param>
    /// <param name="retryTimeout">How long to go on in all; not shorter than the first wait, or infinite. Default: infinite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1.0);
        ThrowIfShorter(maxRetryInterval, firstRetryInterval, nameof(maxRetryInterval));
        ThrowIfShorter(retryTimeout, firstRetryInterval, nameof(retryTimeout));

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? _defaultMaxRetryInterval;
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
        Handle = _ => true;
    }

    /// <summary>Attempts in all, the first included.</summary>
    public int MaxNumberOfAttempts { get; }

    /// <summary>The wait before the second attempt.</summary>
    public TimeSpan FirstRetryInterval { get; }

    /// <summary>What the wait is multiplied with after each attempt.</summary>
    public double BackoffCoefficient { get; }

    /// <summary>The longest wait between attempts.</summary>
    public TimeSpan MaxRetryInterval { get; }

    /// <summary>How long to go on in all, from the first attempt.</summary>
    public TimeSpan RetryTimeout { get; }

    /// <summary>Whether a failure, as the exception it is raised as, is worth another attempt.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Func<Exception, bool> Handle { get; private init; }

    /// <summary>Not used by any runtime.</summary>
    [Obsolete("This functionality is not implemented. Will be removed in the future. "
        + "Use TaskOptions.FromRetryHandler or HandleFailure instead.")]
    public Func<Exception, Task<bool>>? HandleAsync { get; set; }

    /// <summary>Decides whether a failure is worth another attempt. Default: every failure is.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init
        {
            _handleFailure = value;
            Handle = exception => value(RecordedFailureException.DetailsOf(exception));
        }
    }

    /// <summary>Whether a failure is worth another attempt, the number of attempts aside.</summary>
    internal bool IsRetriable(TaskFailureDetails failure) => _handleFailure is null || _handleFailure(failure);

    private static void ThrowIfShorter(TimeSpan? value, TimeSpan firstRetryInterval, string name)
    {
        if (value < firstRetryInterval && value != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(
                name, value, $"The value for {name} must be greater or equal to the value for {nameof(firstRetryInterval)}.");
        }
    }
}
