using WorkDistribution.LocalRuntime.Engine.Scheduling;

namespace WorkDistribution.LocalRuntime.Engine.Testing;

/// <summary>Runs work on the thread pool and knows whether some is on its way.</summary>
internal sealed class TrackingWorkQueue : IWorkQueue
{
    private int _outstanding;

    public bool IsEmpty => Volatile.Read(ref _outstanding) == 0;

    public TimeProvider Clock => TimeProvider.System;

    public void Post(Action work)
    {
        Interlocked.Increment(ref _outstanding);
        ThreadPoolWorkQueue.Instance.Post(() =>
        {
            try
            {
                work();
            }
            finally
            {
                Interlocked.Decrement(ref _outstanding);
            }
        });
    }
}
