namespace WorkDistribution.LocalRuntime.Engine;

/// <summary>
/// Runs an orchestrator function. The handler may do ordinary asynchronous work (a DI scope, worker middleware) before and
/// after it calls <see cref="OrchestrationInvocation.RunAsync"/>; only the body given to that method is orchestrator code on
/// the engine's deterministic scheduler. It is called once each time an instance is brought into memory, not once an event.
/// </summary>
public delegate Task OrchestratorHandler(OrchestrationInvocation invocation);
