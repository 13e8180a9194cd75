namespace WorkDistribution.Functions.WorkItems.Handlers;

/// <summary>What a handler knows of the item that it runs.</summary>
/// <param name="Id">The item's id, the same for all attempts.</param>
/// <param name="Priority">Name of its level.</param>
/// <param name="Attempt">Number of this attempt, from 1; goes on after a re-drive.</param>
/// <param name="CreatedAt">When it was submitted.</param>
public sealed record WorkContext(string Id, string Priority, int Attempt, DateTimeOffset CreatedAt);
