namespace Microsoft.DurableTask.Entities;

/// <summary>How an entity is called; there is nothing to choose yet.</summary>
public record CallEntityOptions;
