namespace Microsoft.DurableTask;

/// <summary>
/// Stands for an exception that was thrown in another step, and of which the history keeps the details only. It is the inner
/// exception of the <see cref="TaskFailedException"/> an orchestrator catches, so that the details survive when that one is
/// recorded in turn.
/// </summary>
internal sealed class RecordedFailureException(TaskFailureDetails details) : Exception(details.ErrorMessage)
{
    public TaskFailureDetails Details { get; } = details;

    /// <summary>The details a failed task's exception carries.</summary>
    /// <exception cref="InvalidOperationException">The exception is not that of a failed task.</exception>
    public static TaskFailureDetails DetailsOf(Exception exception) => exception switch
    {
        RecordedFailureException recorded => recorded.Details,
        TaskFailedException failed => failed.FailureDetails,
        _ => throw new InvalidOperationException(
            $"A retry policy was asked about '{exception.GetType()}', which carries no failure details. "
            + $"Expected a {nameof(TaskFailedException)}."),
    };
}
