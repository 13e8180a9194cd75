using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.Simulation.Engine;
using WorkDistribution.Simulation.Invariants;
using WorkDistribution.Simulation.Workloads;

namespace WorkDistribution.Simulation;

/// <summary>
/// Runs one seed: starts the engine on a simulated process, clock and store, lets the seed choose what happens next,
/// and starts the engine again when it crashes, until all the work is done. Uses the calling thread only.
/// </summary>
internal sealed class SimulationRun
{
    private static readonly long _nearTimer = TimeSpan.FromSeconds(10).Ticks;

    private readonly int _seed;
    private readonly SimulationSettings _settings;
    private readonly SimulatedWorld _world;
    private readonly IReadOnlyList<Workload> _workloads;
    private readonly DurableEngineOptions _options;
    private readonly DurableFunctionRegistry _functions;
    private int _steps;

    private SimulationRun(int seed, SimulationSettings settings)
    {
        _seed = seed;
        _settings = settings;
        var random = new Random(seed);
        _world = new SimulatedWorld(random, settings.Faults);
        _workloads = settings.Workloads(_world);
        _functions = WorkloadCatalog.Functions(_world);
        _options = new DurableEngineOptions
        {
            MaxConcurrentActivities = random.Next(1, 20),
            MaxConcurrentOrchestrations = random.Next(1, 20),
            MaxConcurrentEntities = random.Next(1, 20),
            MaxEntityOperationBatchSize = random.Next(2) == 0 ? random.Next(1, 4) : 5000,
            ReplayAtEveryEvent = random.Next(3) == 0,
        };
    }

    /// <summary>Runs a seed to its end, or to the first violation of an invariant.</summary>
    public static SimulationResult Of(int seed, SimulationSettings? settings = null)
    {
        var outside = SynchronizationContext.Current;
        var run = new SimulationRun(seed, settings ?? new SimulationSettings());
        try
        {
            run.RunToEnd();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outside);
        }

        return run.Result();
    }

    private SimulationResult Result() => new(
        _seed,
        _world.Violation,
        _world.Trace.Hash,
        _world.Faults.Operations,
        _world.Lives - 1,
        _world.ActivityRuns.Count,
        _world.State.Auditor.ActivityOutcomes,
        string.Join(", ", _workloads.Select(workload => workload.ToString())));

    private void RunToEnd()
    {
        var isDone = false;
        while (!isDone && _world.Violation is null)
        {
            isDone = LiveOnce();
            CheckReplay();
        }

        if (_world.Violation is null)
        {
            Check(() => FinalChecks.Verify(_world, _workloads));
        }
    }

    /// <summary>Runs the engine until it crashes (false), or until all is done or wrong (true).</summary>
    private bool LiveOnce()
    {
        var process = _world.StartProcess();
        SynchronizationContext.SetSynchronizationContext(process);
        var engine = new DurableEngine(_options, _functions, new SimulatedStore(_world, process), process, process.Clock);
        var life = LiveAsync(engine, process);
        while (!process.HasCrashed && _world.Violation is null)
        {
            if (life.IsFaulted)
            {
                _world.Violate($"The engine or a client failed: {life.Exception!.InnerException}");
            }
            else if (++_steps > _settings.MaxSteps)
            {
                _world.Violate($"Not finished after {_settings.MaxSteps} steps. {Unfinished()}");
            }
            else if (process.HasReadyWork)
            {
                RunReadyWork(process);
            }
            else if (life.IsCompleted && FinalChecks.IsAllDone(_world.State))
            {
                return true;
            }
            else if (!process.AdvanceToNextTimer())
            {
                _world.Violate($"Nothing is ready and no timer is set, but not everything is finished. {Unfinished()}");
            }
        }

        return false;
    }

    private void RunReadyWork(SimulatedProcess process)
    {
        // Now and then time passes while there is something to do.
        if (_world.Random.Next(20) == 0)
        {
            process.AdvanceToNextTimer(_world.Time.Now + _nearTimer);
        }

        process.RunOne();
    }

    private async Task LiveAsync(DurableEngine engine, SimulatedProcess process)
    {
        try
        {
            await engine.StartAsync();
        }
        catch (StoreUnavailableException)
        {
            // The process ends, and is started again.
            process.Crash();
            return;
        }

        await Task.WhenAll(_workloads.Where(workload => !workload.IsDone).Select(workload => workload.DriveAsync(engine.Client)));
    }

    private void CheckReplay() => Check(() => ReplayCheck.Verify(_world.State, _functions));

    private void Check(Action check)
    {
        try
        {
            check();
        }
        catch (InvariantViolationException e)
        {
            _world.Violate(e.Message);
        }
    }

    private string Unfinished()
    {
        var state = _world.State;
        var instances = state.Instances.Where(row => !row.IsFinished)
            .Select(row => $"{row.Name} '{row.Id}' is {row.Status}, work {row.Work}{(row.ParkedReason is { } reason ? $", parked: {reason}" : "")}");
        var messages = state.Inbox.Select(row => $"message {row.Seq} to '{row.Target}'");
        var failed = state.Instances.Where(row => row.Failure is not null).Select(row => $"{row.Name} '{row.Id}' failed: {row.Output}");
        var clients = _workloads.Where(workload => !workload.IsDone).Select(workload => $"client of {workload}");
        return string.Join("; ", clients.Concat(instances).Concat(messages).Concat(failed).Take(12));
    }
}
