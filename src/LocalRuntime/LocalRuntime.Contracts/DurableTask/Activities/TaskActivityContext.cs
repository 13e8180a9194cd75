namespace Microsoft.DurableTask;

/// <summary>What an activity knows of its call.</summary>
public abstract class TaskActivityContext
{
    public abstract TaskName Name { get; }

    /// <summary>The instance of the orchestration that called the activity.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The version the activity was called with; empty if none.</summary>
    public virtual string Version => string.Empty;
}
