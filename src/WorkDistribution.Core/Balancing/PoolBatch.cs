namespace WorkDistribution.Core.Balancing;

/// <summary>Items submitted to a pool together: what to run, and how many have not ended yet.</summary>
internal sealed class PoolBatch(Func<int, CancellationToken, ValueTask> body, int count, CancellationToken cancellationToken)
{
    /// <summary>Errors kept of one batch; more would only say the same again.</summary>
    private const int KeptErrors = 10;

    // Callers' continuations must not run on a worker.
    private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly List<Exception> errors = [];
    private int errorCount;
    private readonly int total = count;

    /// <summary>Apart from what workers only read.</summary>
    private PaddedIndex left = new() { Value = count };
    private volatile bool skipped;

    public Func<int, CancellationToken, ValueTask> Body { get; } = body;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The submitter's context, so that its items see its AsyncLocals and belong to its trace; null when it does not flow.</summary>
    public ExecutionContext? Context { get; } = ExecutionContext.Capture();

    public Task Completion => completion.Task;

    public void Fail(Exception error)
    {
        if (error is OperationCanceledException && CancellationToken.IsCancellationRequested)
        {
            skipped = true;
            return;
        }

        lock (gate)
        {
            if (errorCount++ < KeptErrors)
            {
                errors.Add(error);
            }
        }
    }

    /// <summary>Notes that items were not run because the batch was cancelled; they have to be ended as well.</summary>
    public void Skip() => skipped = true;

    /// <summary>Notes that items have ended, one way or the other; true when they were the last.</summary>
    public bool End(int items)
    {
        if (Interlocked.Add(ref left.Value, -items) > 0)
        {
            return false;
        }

        if (errorCount > 0)
        {
            completion.SetException(new AggregateException($"{errorCount} of {total} items failed.", errors));
        }
        else if (skipped)
        {
            completion.SetCanceled(CancellationToken);
        }
        else
        {
            completion.SetResult();
        }

        return true;
    }
}
