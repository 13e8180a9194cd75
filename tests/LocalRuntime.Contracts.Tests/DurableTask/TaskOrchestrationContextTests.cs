using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalRuntime.Contracts.Tests.DurableTask;

public sealed class TaskOrchestrationContextTests
{
    private static readonly TimeSpan _timeout = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task WaitForExternalEvent_gives_the_event_and_cancels_the_timer()
    {
        FakeOrchestrationContext context = new();
        Task<string> waiting = context.WaitForExternalEvent<string>("Approved", _timeout);

        context.Event.SetResult("yes");

        Assert.Equal("yes", await waiting);
        Assert.Equal(context.CurrentUtcDateTime + _timeout, context.TimerFiresAt);
    }

    [Fact]
    public async Task WaitForExternalEvent_is_cancelled_when_the_time_runs_out()
    {
        FakeOrchestrationContext context = new();
        Task<string> waiting = context.WaitForExternalEvent<string>("Approved", _timeout);

        context.Timer.SetResult();

        await Assert.ThrowsAsync<TaskCanceledException>(() => waiting);
    }

    [Fact]
    public async Task WaitForExternalEvent_is_cancelled_by_the_token()
    {
        FakeOrchestrationContext context = new();
        using CancellationTokenSource cancellation = new();
        Task<string> waiting = context.WaitForExternalEvent<string>("Approved", _timeout, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAsync<TaskCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Calls_without_input_or_result_forward_their_options()
    {
        FakeOrchestrationContext context = new();
        TaskOptions options = new(new RetryPolicy(2, TimeSpan.FromSeconds(1)));

        await context.CallActivityAsync("A", options);
        await context.CallActivityAsync<int>("B", options);
        await context.CallActivityAsync("C", 3, options);
        await context.CallSubOrchestratorAsync("D", options);

        Assert.Equal([("A", null, options), ("B", null, options), ("C", 3, options), ("D", null, options)], context.Calls);
    }

    [Fact]
    public void ContinueAsNew_with_options_forwards_them()
    {
        FakeOrchestrationContext context = new();

        context.ContinueAsNew(new ContinueAsNewOptions { NewInput = 5, PreserveUnprocessedEvents = false });

        Assert.Equal((5, false), context.Continued);
        Assert.True(new ContinueAsNewOptions().PreserveUnprocessedEvents);
    }

    [Fact]
    public void CompareVersionTo_compares_numerically()
    {
        FakeOrchestrationContext context = new();

        Assert.True(context.CompareVersionTo("1.9") > 0);
        Assert.Equal(0, context.CompareVersionTo("1.10"));
    }

    [Fact]
    public void Entities_of_a_context_without_support_throw()
        => Assert.Throws<NotSupportedException>(() => new FakeOrchestrationContext().Entities);

    [Fact]
    public void Replay_safe_loggers_are_silent_while_replaying()
    {
        RecordingLoggerFactory loggers = new();
        FakeOrchestrationContext context = new(loggers);
        Type category = typeof(string);
        ILogger[] all =
        [
            context.CreateReplaySafeLogger("x"),
            context.CreateReplaySafeLogger(category),
            context.CreateReplaySafeLogger<string>(),
            context.ReplaySafeLoggerFactory.CreateLogger("y"),
        ];

        context.Replaying = true;
        Log(all);
        Assert.Equal(0, loggers.Count);

        context.Replaying = false;
        Log(all);
        Assert.Equal(all.Length, loggers.Count);
    }

    [Fact]
    public void A_logger_factory_that_wraps_itself_is_an_error()
        => Assert.Throws<InvalidOperationException>(() => new FakeOrchestrationContext().CreateReplaySafeLogger("x"));

    private static void Log(ILogger[] loggers)
    {
        foreach (ILogger logger in loggers)
        {
            logger.LogInformation("step");
        }
    }

    private sealed class RecordingLoggerFactory : ILoggerFactory, ILogger
    {
        public int Count { get; private set; }

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The tests add no provider.");

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => NullLogger.Instance.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => Count++;

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
