using WorkDistribution.LocalRuntime.Engine.Scheduling;

namespace WorkDistribution.Simulation.Engine;

/// <summary>
/// One life of the engine's process. Everything that happens in it is a piece of ready work, and the seed chooses which
/// one is next: the engine's own work, and every continuation of an await. When the process crashes, what is ready is lost.
/// </summary>
internal sealed class SimulatedProcess(SimulatedWorld world) : SynchronizationContext, IWorkQueue
{
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly List<Action> _ready = [];

    public bool HasCrashed { get; private set; }

    /// <summary>Whether the engine has started.</summary>
    public bool IsUp { get; set; }

    public bool HasReadyWork => _ready.Count > 0;

    public SimulatedClock Clock { get; } = new(world);

    TimeProvider IWorkQueue.Clock => Clock;

    public void Post(Action work)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            // It cannot be reproduced, so it must not go unnoticed.
            world.ReportForeignThread();
            return;
        }

        if (!HasCrashed)
        {
            _ready.Add(work);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => Post(() => d(state));

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Loses everything that is not in the store.</summary>
    public void Crash()
    {
        HasCrashed = true;
        _ready.Clear();
        Clock.Stop();
    }

    /// <summary>Runs one piece of the ready work.</summary>
    public void RunOne()
    {
        var chosen = world.Random.Next(_ready.Count);
        world.Trace.Note(_ready.Count, chosen);
        var work = _ready[chosen];
        _ready[chosen] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        work();
    }

    /// <summary>Lets time pass to the next timer and makes what it calls ready. False if no timer is set.</summary>
    public bool AdvanceToNextTimer(long latest = long.MaxValue)
    {
        if (Clock.NextDue is not { } due || due > latest)
        {
            return false;
        }

        world.Time.AdvanceTo(due);
        foreach (var callback in Clock.TakeDue())
        {
            Post(callback);
        }

        return true;
    }
}
