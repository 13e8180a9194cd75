namespace WorkDistribution.LocalRuntime.Engine;

/// <summary>Runs an entity function. One invocation is one batch of operations on one entity; no two overlap.</summary>
public delegate Task EntityHandler(EntityInvocation invocation);
