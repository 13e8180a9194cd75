using Microsoft.DurableTask;

namespace WorkDistribution.Simulation.Engine;

/// <summary>What a run consists of, apart from the engine: time, chance, the durable state, and what the functions did outside.</summary>
internal sealed class SimulatedWorld(Random random, Func<Random, FaultPlan> faults)
{
    private readonly Dictionary<string, int> _runs = [];

    public Random Random { get; } = random;

    public FaultPlan Faults { get; } = faults(random);

    public SimulatedTime Time { get; } = new();

    /// <summary>The code and the version that the process runs.</summary>
    public required Deployment Deployment { get; init; }

    public RunTrace Trace { get; } = new();

    public DurableState State => field ??= new DurableState(Trace);

    /// <summary>What the activities did in the world outside, in order.</summary>
    public List<ActivityRun> ActivityRuns { get; } = [];

    /// <summary>How often the process was started.</summary>
    public int Lives { get; private set; }

    public SimulatedProcess Process { get; private set; } = null!;

    /// <summary>The first thing that went wrong, or null.</summary>
    public string? Violation { get; private set; }

    public SimulatedProcess StartProcess()
    {
        Lives++;
        return Process = new SimulatedProcess(this);
    }

    /// <summary>Whether there is more than one workload.</summary>
    public bool IsShared { get; set; }

    /// <summary>Asks for another deployment, in which nothing is wrong.</summary>
    public bool WantsRepair { get; set; }

    public void Violate(string reason) => Violation ??= reason;

    public void ReportForeignThread() => Violate("Work came from a thread of its own, so the run cannot be reproduced.");

    /// <summary>Notes that an activity did its work, and returns how often it did it, this time included.</summary>
    public int Ran(string instanceId, string activity, string argument)
    {
        ActivityRuns.Add(new ActivityRun(Lives, instanceId, activity, argument));
        var key = $"{instanceId}|{activity}|{argument}";
        return _runs[key] = _runs.GetValueOrDefault(key) + 1;
    }

    /// <summary>Finds now and then that there is none left, but not at replay: what is stored has been there before.</summary>
    public void UseMemory(TaskOrchestrationContext context)
    {
        if (!context.IsReplaying && Random.Next(40) == 0)
        {
            throw new InsufficientMemoryException("Memory has run out.");
        }
    }

    /// <summary>Takes some time, or none.</summary>
    public async Task PauseAsync()
    {
        switch (Random.Next(4))
        {
            case 0:
                await Task.Yield();
                break;
            case 1:
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Next(1, 5000)), Process.Clock);
                break;
            default:
                break;
        }
    }
}
