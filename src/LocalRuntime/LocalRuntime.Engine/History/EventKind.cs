namespace WorkDistribution.LocalRuntime.Engine.History;

/// <summary>What a <see cref="HistoryEvent"/> says. The numbers are stored: never renumber, only add.</summary>
internal enum EventKind : byte
{
    None = 0,
    ExecutionStarted = 1,
    ExecutionCompleted = 2,
    ExecutionFailed = 3,
    ExecutionTerminated = 4,
    ContinuedAsNew = 5,
    ExecutionSuspended = 6,
    ExecutionResumed = 7,
    ExecutionRewound = 8,
    TaskScheduled = 10,
    TaskCompleted = 11,
    TaskFailed = 12,
    TimerCreated = 13,
    TimerFired = 14,
    SubOrchestrationCreated = 15,
    SubOrchestrationCompleted = 16,
    SubOrchestrationFailed = 17,
    EventSent = 18,
    EventRaised = 19,
    EntityCalled = 20,
    EntitySignaled = 21,
    EntityResponded = 22,
    EntityLockRequested = 23,
    EntityLockGranted = 24,
    EntityUnlocked = 25,
}
