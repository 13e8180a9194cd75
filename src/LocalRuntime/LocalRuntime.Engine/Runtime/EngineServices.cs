using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Engine.Activities;
using WorkDistribution.LocalRuntime.Engine.Entities;
using WorkDistribution.LocalRuntime.Engine.Orchestrations;
using WorkDistribution.LocalRuntime.Engine.Pipeline;
using WorkDistribution.LocalRuntime.Engine.Scheduling;
using WorkDistribution.LocalRuntime.Engine.Storage;
using WorkDistribution.LocalRuntime.Engine.Telemetry;

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
        WorkerLog = new WorkerLog(loggers);
        Instruments = new EngineInstruments(options.HubName);
        Timers = new TimerQueue(time, queue);
        Pipeline = new CommitPipeline(store, time, Instruments, Logger);
        OrchestrationTurns = new BoundedRunner(queue, options.MaxConcurrentOrchestrations);
        EntityTurns = new BoundedRunner(queue, options.MaxConcurrentEntities);
        Instances = new InstanceDirectory(this);
        Entities = new EntityDirectory(this);
        Activities = new ActivityRunner(this);
        Router = new MessageRouter(this);
        Residents = new ResidentInstances(options.ResidentMemoryBudgetBytes);
        Instruments.Observe(() => Residents.Count, () => Activities.QueueLength, () => Pipeline.QueueLength);
        Orchestrations = new OrchestrationSettings(
            options.DataConverter, loggers, WorkerLog, options.DefaultVersion ?? string.Empty, options.MaxOrchestrationActions,
            options.ExceptionProperties, options.OrchestrationProperties,
            row => Instances.Post(row.Id, new IllegalAwaitMail(row.Execution)));
    }

    public DurableEngineOptions Options { get; }

    public DurableFunctionRegistry Functions { get; }

    public IDurableStore Store { get; }

    public IWorkQueue Queue { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    public WorkerLog WorkerLog { get; }

    public DataConverter Converter => Options.DataConverter;

    public EngineInstruments Instruments { get; }

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

    /// <summary>Refuses a change while the store takes none: what waits for it has to stay bounded.</summary>
    /// <exception cref="StoreUnavailableException">The store has been taking no writes for a while.</exception>
    public void EnsureWritable()
    {
        EnsureRunning();
        if (Pipeline.Outage is { } reason)
        {
            throw new StoreUnavailableException($"The request was not done. {reason}");
        }
    }

    /// <summary>Waits until what a client asked for is durable, but not for the end of an outage of the store.</summary>
    /// <exception cref="StoreUnavailableException">The store has been taking no writes for a while.</exception>
    public async Task AnswerAsync(TaskCompletionSource answer, CancellationToken cancellationToken)
    {
        // The outage fails the answer itself: waiting for the two of them would continue on a thread that the scheduler does not know.
        using var outage = Pipeline.OutageToken.UnsafeRegister(_ => answer.TrySetException(NotStoredYet()), null);
        await answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>As <see cref="AnswerAsync(TaskCompletionSource, CancellationToken)"/>, for a request that has a result.</summary>
    public async Task<T> AnswerAsync<T>(TaskCompletionSource<T> answer, CancellationToken cancellationToken)
    {
        using var outage = Pipeline.OutageToken.UnsafeRegister(_ => answer.TrySetException(NotStoredYet()), null);
        return await answer.Task.WaitAsync(cancellationToken);
    }

    public bool IsStopping => Stopping.IsCancellationRequested;

    private StoreUnavailableException NotStoredYet() =>
        new($"The request is not stored yet; it is carried out when the store takes writes again, unless the engine ends before. {Pipeline.Outage}")
        {
            IsPending = true,
        };

    public long NowTicks => Time.GetUtcNow().UtcTicks;

    public void Dispose()
    {
        Instruments.Dispose();
        Timers.Dispose();
        Pipeline.Dispose();
        Stopping.Dispose();
    }
}
