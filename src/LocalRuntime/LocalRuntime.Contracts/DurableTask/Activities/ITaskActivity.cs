namespace Microsoft.DurableTask;

/// <summary>A class-based activity, as the runtime sees it.</summary>
public interface ITaskActivity
{
    Type InputType { get; }

    Type OutputType { get; }

    Task<object?> RunAsync(TaskActivityContext context, object? input);
}
