namespace WorkDistribution.LocalRuntime.Engine.Scheduling;

/// <summary>Runs work on the thread pool.</summary>
internal sealed class ThreadPoolWorkQueue : IWorkQueue
{
    public static ThreadPoolWorkQueue Instance { get; } = new();

    public TimeProvider Clock => TimeProvider.System;

    public void Post(Action work) => ThreadPool.UnsafeQueueUserWorkItem(static action => action(), work, preferLocal: false);
}
