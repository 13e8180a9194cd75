namespace WorkDistribution.Cli.Worker;

/// <summary>Any number of worker processes: starts and stops them as asked, and puts another in the place of one that died.</summary>
internal sealed class WorkerFleet(WorkerSettings settings, string stateDirectory, TextWriter error, TimeProvider time) : IAsyncDisposable
{
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
        while (slots.Count < size)
        {
            var number = ++created;
            slots.Push(new WorkerSlot(number, settings, Path.Combine(stateDirectory, $"worker-{number}"), error, time, broken));
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
