using WorkDistribution.Core.Scheduling;

namespace WorkDistribution.Cli.Worker;

/// <summary>
/// Any number of worker processes: starts and stops them as asked, and puts another in the place of one that died. Several that are to
/// start do so along a ramp: all at once they would be in each other's way, and upon the storage at one moment.
/// </summary>
internal sealed class WorkerFleet(WorkerSettings settings, string stateDirectory, TextWriter error, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Length of the ramp for each worker that starts.</summary>
    private static readonly TimeSpan RampOfWorker = TimeSpan.FromMilliseconds(250);

    private readonly TaskCompletionSource broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Stack<WorkerSlot> slots = new();
    private readonly List<Task> stopped = [];
    private int created;

    /// <summary>How many workers there are to be.</summary>
    public int Size => slots.Count;

    /// <summary>Fails when workers cannot be started.</summary>
    public Task Broken => broken.Task;

    /// <summary>Starts or stops workers; those that stop may finish what they run.</summary>
    public void Resize(int size)
    {
        var added = size - slots.Count;
        var spread = new StartSpread(rampUp: RampOfWorker * Math.Max(0, added - 1), jitter: TimeSpan.Zero);
        for (var i = 0; i < added; i++)
        {
            var number = ++created;
            var delay = spread.Ramp(i / Math.Max(1.0, added - 1));
            slots.Push(new WorkerSlot(number, settings, Path.Combine(stateDirectory, $"worker-{number}"), delay, error, time, broken));
        }

        stopped.RemoveAll(task => task.IsCompleted);
        while (slots.Count > size)
        {
            stopped.Add(slots.Pop().DisposeAsync().AsTask());
        }
    }

    public async ValueTask DisposeAsync()
    {
        Resize(0);
        await Task.WhenAll(stopped);
    }
}
