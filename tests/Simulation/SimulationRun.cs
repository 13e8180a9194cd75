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
    private static readonly long _longWait = TimeSpan.FromHours(1).Ticks;

    private readonly int _seed;
    private readonly SimulationSettings _settings;
    private readonly SimulatedWorld _world;
    private readonly IReadOnlyList<Workload> _workloads;
    private readonly DurableEngineOptions _options;
    private readonly DurableFunctionRegistry _functions;
    private readonly Interference _interference;
    private int _steps;
    private int _stops;

    private SimulationRun(int seed, SimulationSettings settings)
    {
        _seed = seed;
        _settings = settings;
        var random = new Random(seed);
        var replays = random.Next(3) == 0;
        _interference = settings.Interference(random);
        _world = new SimulatedWorld(random, settings.Faults) { Deployment = new Deployment(random, replays) };
        _workloads = settings.Workloads(_world);
        _functions = WorkloadCatalog.Functions(_world, CodeFault.None);
        _options = new DurableEngineOptions
        {
            MaxConcurrentActivities = random.Next(1, 20),
            MaxConcurrentOrchestrations = random.Next(1, 20),
            MaxConcurrentEntities = random.Next(1, 20),
            MaxEntityOperationBatchSize = random.Next(2) == 0 ? random.Next(1, 4) : 5000,
            ReplayAtEveryEvent = replays,
            VersionFailureStrategy = _world.Deployment.VersionFailure,
        };
        _world.Deployment.Begin();
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
        _stops,
        _world.Faults.Rejected,
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
        var engine = NewEngine(process);
        var operations = new Operator(_world, engine.Client);
        var life = LiveAsync(engine, process);
        Task? stop = null;
        while (!process.HasCrashed && _world.Violation is null)
        {
            if (stop is { IsCompleted: true })
            {
                Ended(stop, process);
            }
            else if (life.IsFaulted && stop is null)
            {
                _world.Violate($"The engine or a client failed: {life.Exception!.InnerException}");
            }
            else if (++_steps > _settings.MaxSteps)
            {
                _world.Violate($"Not finished after {_settings.MaxSteps} steps. {Unfinished()}");
            }
            else if (stop is null && MustStop(process))
            {
                stop = StopAsync(engine);
            }
            else if (process.HasReadyWork)
            {
                RunReadyWork(process, operations);
            }
            else if (stop is null && life.IsCompletedSuccessfully && FinalChecks.IsAllDone(_world.State))
            {
                return true;
            }
            else if (IsLongWait(process) && operations.ResumeSuspended())
            {
                // Nobody leaves an instance suspended for so long: its timers would come before its activities even begin.
            }
            else if (!process.AdvanceToNextTimer() && !Rescue(operations))
            {
                _world.Violate($"Nothing is ready and no timer is set, but not everything is finished. {Unfinished()}");
            }
        }

        return false;
    }

    private DurableEngine NewEngine(SimulatedProcess process)
    {
        _world.Deployment.Change();
        _options.DefaultVersion = _world.Deployment.Version;
        var functions = WorkloadCatalog.Functions(_world, _world.Deployment.Fault);
        var engine = new DurableEngine(_options, functions, new SimulatedStore(_world, process), process, process.Clock);
        if (_interference.ResidentBytes is { } bytes)
        {
            engine.Services.Residents.Limit(bytes);
        }

        return engine;
    }

    private bool IsLongWait(SimulatedProcess process) => process.IsUp && process.Clock.NextDue > _world.Time.Now + _longWait;

    /// <summary>Whether somebody stops the engine now, for no reason or to deploy what is right.</summary>
    private bool MustStop(SimulatedProcess process)
    {
        if (_world.WantsRepair && _world.Deployment.HasFault && process.IsUp)
        {
            _world.Deployment.Mend();
            return true;
        }

        return process.IsUp && _stops < _interference.MaxStops && _world.Random.NextDouble() < _interference.Stops;
    }

    private async Task StopAsync(DurableEngine engine)
    {
        _stops++;
        await engine.StopAsync(new CancellationToken(canceled: _world.Random.Next(4) == 0));
    }

    /// <summary>The process ends after its engine has stopped.</summary>
    private void Ended(Task stop, SimulatedProcess process)
    {
        if (stop.IsFaulted)
        {
            _world.Violate($"The engine could not stop: {stop.Exception!.InnerException}");
        }

        process.Crash();
    }

    /// <summary>Does what only people can do, now that nothing will happen by itself. False if there is nothing.</summary>
    private bool Rescue(Operator operations)
    {
        foreach (var row in _world.State.Instances.Where(row => row is { IsFinished: false, ParkedReason: not null }))
        {
            if (!_workloads.Any(workload => workload.MayPark(row.Id)) && !(_world.Faults.Rejected > 0 && row.ParkedReason!.StartsWith("A step", StringComparison.Ordinal)))
            {
                _world.Violate($"Instance '{row.Id}' is parked for no reason: {row.ParkedReason}");
                return true;
            }
        }

        if (_world.Deployment.HasFault && _world.State.Instances.Any(row => row is { IsFinished: false, ParkedReason: not null }))
        {
            _world.WantsRepair = true;
            return true;
        }

        return operations.ResumeAll();
    }

    private void RunReadyWork(SimulatedProcess process, Operator operations)
    {
        if (process.IsUp && _interference.Switches > 0 && _world.Random.NextDouble() < _interference.Switches)
        {
            operations.Switch();
        }

        // Somebody looks at what waits now and then, for the sake of clients that ask again and again whether it is done.
        if (process.IsUp && _world.Random.Next(500) == 0)
        {
            operations.ResumeAll();
        }

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

        process.IsUp = true;
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
