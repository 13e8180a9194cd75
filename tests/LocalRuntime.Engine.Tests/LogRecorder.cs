using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace WorkDistribution.LocalRuntime.Engine.Tests;

/// <summary>Keeps what is logged, of every category.</summary>
public sealed class LogRecorder : ILoggerFactory
{
    private readonly ConcurrentQueue<Entry> _entries = new();
    private readonly SemaphoreSlim _news = new(0);

    public IReadOnlyCollection<Entry> Entries => _entries;

    public ILogger CreateLogger(string categoryName) => new Recorder(categoryName, this);

    /// <summary>Blocks until an event has been logged so often. For one waiter.</summary>
    public void WaitFor(int eventId, int times, CancellationToken cancellationToken)
    {
        while (_entries.Count(entry => entry.Id.Id == eventId) < times)
        {
            _news.Wait(cancellationToken);
        }
    }

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("It records by itself.");

    public void Dispose() => _news.Dispose();

    public sealed record Entry(string Category, LogLevel Level, EventId Id, string Message, Exception? Exception);

    private sealed class Recorder(string category, LogRecorder log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            log._entries.Enqueue(new Entry(category, logLevel, eventId, formatter(state, exception), exception));
            log._news.Release();
        }
    }
}
