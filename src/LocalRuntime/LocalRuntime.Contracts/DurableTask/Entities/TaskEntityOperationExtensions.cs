namespace Microsoft.DurableTask.Entities;

/// <summary>Extensions of <see cref="TaskEntityOperation"/>; the official type has no public member.</summary>
public static class TaskEntityOperationExtensions
{
}
