namespace Microsoft.DurableTask;

/// <summary>A class-based orchestrator, as the runtime sees it.</summary>
public interface ITaskOrchestrator
{
    Type InputType { get; }

    Type OutputType { get; }

    Task<object?> RunAsync(TaskOrchestrationContext context, object? input);
}
