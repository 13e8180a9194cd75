using System.Diagnostics;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Telemetry;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

internal sealed partial class InstanceActor
{
    /// <summary>What an instance takes without any task open: actor, executor, context, state machines. Measured.</summary>
    private const long BaseBytes = 6000;

    /// <summary>What an open task takes: its action, its completion source, its awaiter.</summary>
    private const long TaskBytes = 600;

    private OrchestrationExecutor? _executor;
    private OrchestrationInvocation? _invocation;
    private CancellationTokenSource? _stay;
    private Task _handler = Task.CompletedTask;
    private int _steps;
    private long _lastTicks;

    private static long EstimateBytes(OrchestrationExecutor executor) =>
        BaseBytes + (TaskBytes * executor.OpenTaskCount) + (2L * (executor.Row.Input?.Length ?? 0));

    /// <summary>Brings the orchestrator into memory, by replay if it has a history. Returns the failure if that is not possible.</summary>
    private async Task<FailureInfo?> HydrateAsync(IReadOnlyList<Turn> turns)
    {
        var row = _row!;
        if (!services.Functions.TryGetOrchestrator(row.Name, out var handler))
        {
            return services.Functions.OrchestratorNotFound(row.Name);
        }

        var executor = new OrchestrationExecutor(row, services.Orchestrations);
        _stay = new CancellationTokenSource();
        _invocation = new OrchestrationInvocation(executor.Context, _stay.Token);
        executor.StandIn = DurableSpans.StandIn(row);
        _handler = CallHandler(handler, _invocation, executor.StandIn);
        if (_invocation.Body is null)
        {
            await Task.WhenAny(_invocation.Provided, _handler);
        }

        if (_invocation.Body is not { } body)
        {
            services.Stopping.Token.ThrowIfCancellationRequested();
            var failure = _handler.Exception?.InnerExceptions[0]
                ?? new InvalidOperationException($"The handler of orchestrator '{row.Name}' ended without running it.");
            DropExecutor();
            OrchestrationExecutor.ThrowIfOutOfMemory(failure);
            return Failures.Of(failure, services.Options.ExceptionProperties);
        }

        executor.SetBody(body);
        _steps = 0;
        _lastTicks = 0;
        try
        {
            for (var i = 0; i < turns.Count; i++)
            {
                executor.Replay(turns[i], mayTakeMore: _isRewound);
                _steps++;
                _lastTicks = turns[i].Ticks;
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            DropExecutor();
            return Failures.Of(e) with { IsNonRetriable = true };
        }

        _executor = executor;
        return null;
    }

    private static Task CallHandler(OrchestratorHandler handler, OrchestrationInvocation invocation, Activity? standIn)
    {
        var outside = Activity.Current;
        try
        {
            Activity.Current = standIn;
            return handler(invocation);
        }
        catch (Exception e)
        {
            return Task.FromException(e);
        }
        finally
        {
            Activity.Current = outside;
        }
    }

    /// <summary>Lets the handler end, now that the orchestrator has, and returns what it failed with by itself.</summary>
    private async Task<Exception?> FinishHandlerAsync(Task<object?> body)
    {
        _invocation!.Finish(body);
        try
        {
            await _handler;
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return body.IsCompletedSuccessfully ? e : null;
        }
    }

    private async Task<IReadOnlyList<Turn>> LoadTurnsAsync(long execution)
    {
        var rows = await services.Store.LoadHistoryAsync(execution);
        var turns = new Turn[rows.Count];
        for (var i = 0; i < turns.Length; i++)
        {
            turns[i] = EventCodec.DecodeTurn(rows[i]);
        }

        return turns;
    }

    /// <summary>Takes the orchestrator out of memory; its handler sees that as a cancellation.</summary>
    private void DropExecutor()
    {
        services.Residents.Forget(this);
        _executor = null;
        if (_invocation is { } invocation)
        {
            _invocation = null;
            _stay!.Cancel();
            invocation.Leave();
            _stay.Dispose();
            _stay = null;
            Observe(_handler);
            _handler = Task.CompletedTask;
        }
    }

    private static void Observe(Task task) =>
        task.ContinueWith(static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
