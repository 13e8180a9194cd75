using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using WorkDistribution.LocalRuntime.Engine.Client;
using WorkDistribution.LocalRuntime.Engine.Runtime;
using WorkDistribution.LocalRuntime.Engine.Scheduling;
using WorkDistribution.LocalRuntime.Engine.Storage;
using WorkDistribution.LocalRuntime.Engine.Storage.Sqlite;

namespace WorkDistribution.LocalRuntime.Engine;

/// <summary>
/// An event-sourced durable execution engine on one machine: orchestrations, activities and entities with the official
/// semantics, on a database in a state folder. Recovery is the normal start.
/// </summary>
public sealed partial class DurableEngine : IAsyncDisposable
{
    private static readonly TimeSpan _longestDrain = TimeSpan.FromSeconds(30);

    /// <summary>How long orchestrations may go on once the last activity has ended.</summary>
    private static readonly TimeSpan _longestRest = TimeSpan.FromSeconds(1);

    private readonly EngineServices _services;
    private readonly EngineDurableTaskClient _client;
    private State _state;

    /// <summary>Creates an engine; it does nothing before <see cref="StartAsync"/>.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public DurableEngine(
        DurableEngineOptions options, DurableFunctionRegistry functions, TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null)
        : this(options, functions, null, ThreadPoolWorkQueue.Instance, timeProvider, loggerFactory)
    {
    }

    internal DurableEngine(
        DurableEngineOptions options,
        DurableFunctionRegistry functions,
        IDurableStore? store,
        IWorkQueue queue,
        TimeProvider? timeProvider = null,
        ILoggerFactory? loggerFactory = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(functions);
        options.Validate();
        var own = options.Copy();
        _services = new EngineServices(
            own,
            functions,
            store ?? new SqliteStore(own.StateDirectory, own.HubName),
            queue,
            timeProvider ?? TimeProvider.System,
            loggerFactory ?? NullLoggerFactory.Instance);
        _client = new EngineDurableTaskClient(own.HubName, _services);
    }

    private enum State
    {
        Created,
        Started,
        Stopped,
    }

    /// <summary>The client of this engine. Its operations answer when their effect is durable; its waits are woken, they do not poll.</summary>
    public DurableTaskClient Client => _client;

    internal EngineServices Services => _services;

    /// <summary>
    /// Opens the state and picks up what is unfinished: instances that have to take a turn, messages, timers that came due,
    /// activities without an outcome.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The engine was started before; the state folder is in use by another process, of another format, or of another hub.
    /// </exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (_state != State.Created)
        {
            throw new InvalidOperationException("The engine can be started once; create another one on the same state folder.");
        }

        var contents = await _services.Store.OpenAsync(cancellationToken);
        _state = State.Started;
        await RecoverAsync(contents);
        LogStarted(_services.Logger, _services.Options.HubName, contents.Unfinished.Count, contents.Inbox.Count);
    }

    /// <summary>
    /// Starts nothing more, tells running activities through their tokens, and waits until what runs has ended and is
    /// stored, for 30 seconds at most; the token cuts the wait short. What did not end runs again after the next start.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_state != State.Started)
        {
            _state = State.Stopped;
            return;
        }

        _state = State.Stopped;
        await AnnounceStopAsync();
        _services.Timers.Close();
        _services.Activities.Close();
        using var longest = new CancellationTokenSource(_longestDrain, _services.Queue.Clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, longest.Token);
        try
        {
            await DrainAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            LogStoppedEarly(_services.Logger, _services.Options.HubName);
        }

        _services.Pipeline.Abandon();
        _services.Waiters.FailAll(new OperationCanceledException("The engine has stopped."));
        await _services.Pipeline.WhenIdleAsync();
        await _services.Store.DisposeAsync();
        _services.Dispose();
    }

    /// <summary>The history of an instance for display, or null if there is no instance of that id.</summary>
    public async Task<IReadOnlyList<HistoryEntry>?> GetHistoryAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var row = await _services.Store.FindInstanceAsync(instanceId, withInput: true);
        return row is null ? null : HistoryView.Of(row, await _services.Store.LoadHistoryAsync(row.Execution));
    }

    /// <summary>Stops the engine without waiting for what runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_state == State.Started)
        {
            await StopAsync(new CancellationToken(canceled: true));
        }
    }

    /// <summary>Tells everyone who watches the token, where the engine's other work runs.</summary>
    private Task AnnounceStopAsync()
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _services.Queue.Post(() =>
        {
            try
            {
                _services.Stopping.Cancel();
            }
            catch (AggregateException e)
            {
                // The functions' own callbacks threw; the engine stops all the same.
                LogStopCallbackFailed(_services.Logger, e);
            }

            told.SetResult();
        });
        return told.Task;
    }

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        // Whoever runs, ends with a message or a commit, so quiet twice in a row is quiet for good. Orchestrations that never
        // come to rest by themselves are given this long once the activities have ended.
        var clock = _services.Queue.Clock;
        long? ended = null;
        var quiet = 0;
        while (quiet < 2)
        {
            if (_services.Activities.IsIdle && clock.GetElapsedTime(ended ??= clock.GetTimestamp()) > _longestRest)
            {
                _services.OrchestrationTurns.Close();
                _services.EntityTurns.Close();
            }

            var idle = _services.Pipeline.IsIdle && _services.Activities.IsIdle && _services.OrchestrationTurns.IsIdle && _services.EntityTurns.IsIdle;
            quiet = idle ? quiet + 1 : 0;
            await Task.Delay(TimeSpan.FromMilliseconds(idle ? 1 : 5), clock, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information,
        Message = "The durable engine of hub '{Hub}' has started; it picks up {Instances} instances and {Messages} messages.")]
    private static partial void LogStarted(ILogger logger, string hub, int instances, int messages);

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "The activities of instance '{InstanceId}' are not run: {Reason}")]
    private static partial void LogUnreadable(ILogger logger, string instanceId, string reason);

    [LoggerMessage(EventId = 4, Level = LogLevel.Error,
        Message = "Message {Seq} for '{Target}' is not delivered: {Reason} It stays stored and is tried at the next start.")]
    private static partial void LogUnreadableMessage(ILogger logger, long seq, string target, string reason);

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "A function that was told of the engine's stop failed to deal with it.")]
    private static partial void LogStopCallbackFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning,
        Message = "The durable engine of hub '{Hub}' stopped before everything that ran had ended; it runs again after the next start.")]
    private static partial void LogStoppedEarly(ILogger logger, string hub);
}
