namespace WorkDistribution.LocalRuntime.Engine;

/// <summary>Runs an activity function, at least once for each call, and gives its result, which the engine serializes.</summary>
public delegate Task<object?> ActivityHandler(ActivityInvocation invocation);
