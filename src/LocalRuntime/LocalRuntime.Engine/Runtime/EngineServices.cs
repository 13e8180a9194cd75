using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Engine.Activities;
using WorkDistribution.LocalRuntime.Engine.Entities;
using WorkDistribution.LocalRuntime.Engine.Orchestrations;
using WorkDistribution.LocalRuntime.Engine.Pipeline;
using WorkDistribution.LocalRuntime.Engine.Scheduling;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Runtime;

/// <summary>The parts of one engine, wired together.</summary>
internal sealed class EngineServices : IDisposable
{
    public EngineServices(
        DurableEngineOptions options, DurableFunctionRegistry functions, IDurableStore store, IWorkQueue queue, TimeProvider time, ILoggerFactory loggers)
    {
        Options = options;
        Functions = functions;
        Store = store;
        Queue = queue;
        Time = time;
        Logger = loggers.CreateLogger("WorkDistribution.LocalRuntime.Engine");
        Timers = new TimerQueue(time, queue);
        Pipeline = new CommitPipeline(store, time, Logger);
        OrchestrationTurns = new BoundedRunner(queue, options.MaxConcurrentOrchestrations);
        EntityTurns = new BoundedRunner(queue, options.MaxConcurrentEntities);
        Instances = new InstanceDirectory(this);
        Entities = new EntityDirectory(this);
        Activities = new ActivityRunner(this);
        Router = new MessageRouter(this);
        Residents = new ResidentInstances(options.ResidentMemoryBudgetBytes);
        Orchestrations = new OrchestrationSettings(
            options.DataConverter, loggers, options.DefaultVersion ?? string.Empty, options.MaxOrchestrationActions,
            row => Instances.Post(row.Id, new IllegalAwaitMail(row.Execution)));
    }

    public DurableEngineOptions Options { get; }

    public DurableFunctionRegistry Functions { get; }

    public IDurableStore Store { get; }

    public IWorkQueue Queue { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    public DataConverter Converter => Options.DataConverter;

    public IdAllocator Ids { get; } = new();

    public TimerQueue Timers { get; }

    public CommitPipeline Pipeline { get; }

    public BoundedRunner OrchestrationTurns { get; }

    public BoundedRunner EntityTurns { get; }

    public InstanceDirectory Instances { get; }

    public EntityDirectory Entities { get; }

    public ActivityRunner Activities { get; }

    public MessageRouter Router { get; }

    public ResidentInstances Residents { get; }

    public InstanceWaiters Waiters { get; } = new();

    public OrchestrationSettings Orchestrations { get; }

    public CancellationTokenSource Stopping { get; } = new();

    /// <summary>Whether the store is open, so that clients can be served.</summary>
    public bool IsOpen { get; set; }

    /// <exception cref="InvalidOperationException">The engine has not started, or stops.</exception>
    public void EnsureRunning()
    {
        if (!IsOpen || IsStopping)
        {
            throw new InvalidOperationException(
                $"The durable engine of hub '{Options.HubName}' {(IsStopping ? "has stopped" : "has not started")}, so the operation was not done.");
        }
    }

    public bool IsStopping => Stopping.IsCancellationRequested;

    public long NowTicks => Time.GetUtcNow().UtcTicks;

    public void Dispose()
    {
        Timers.Dispose();
        Pipeline.Dispose();
        Stopping.Dispose();
    }
}
