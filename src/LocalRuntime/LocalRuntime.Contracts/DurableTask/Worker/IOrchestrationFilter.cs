namespace Microsoft.DurableTask.Worker;

/// <summary>Decides whether the worker runs an orchestration.</summary>
[Obsolete("Experimental")]
public interface IOrchestrationFilter
{
    ValueTask<bool> IsOrchestrationValidAsync(OrchestrationFilterParameters info, CancellationToken cancellationToken = default);
}
