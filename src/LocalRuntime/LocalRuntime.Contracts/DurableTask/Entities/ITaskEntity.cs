namespace Microsoft.DurableTask.Entities;

/// <summary>An entity: carries out operations, one at a time.</summary>
public interface ITaskEntity
{
    /// <summary>Carries out one operation and gives its result.</summary>
    ValueTask<object?> RunAsync(TaskEntityOperation operation);
}
