namespace Microsoft.DurableTask;

/// <summary>An activity or a sub-orchestration failed with an exception it did not handle.</summary>
public sealed class TaskFailedException : Exception
{
    public TaskFailedException(string taskName, int taskId, Exception innerException)
        : this(taskName, taskId, TaskFailureDetails.FromException(innerException), innerException)
    {
    }

    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : this(taskName, taskId, failureDetails, null)
    {
    }

    private TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails, Exception? innerException)
        : base(Describe(taskName, taskId, failureDetails), innerException)
    {
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = failureDetails;
    }

    public string TaskName { get; }

    /// <summary>The number of the task in its orchestration, from 0.</summary>
    public int TaskId { get; }

    /// <summary>The exception that made the task fail.</summary>
    public TaskFailureDetails FailureDetails { get; }

    /// <summary>Whether the type of the failure is exactly <typeparamref name="T"/>.</summary>
    [Obsolete("Use the FailureDetails property and its IsCausedBy<T>() method")]
    public bool IsCausedByException<T>()
        where T : Exception
        => FailureDetails.ErrorType == typeof(T).FullName;

    private static string Describe(string taskName, int taskId, TaskFailureDetails? details)
    {
        string text = $"Task '{taskName}' (#{taskId}) failed with an unhandled exception";
        return details?.ErrorMessage is { } message ? $"{text}: {message}" : $"{text}.";
    }
}
