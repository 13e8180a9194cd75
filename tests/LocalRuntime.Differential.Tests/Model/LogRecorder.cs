using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Model;

/// <summary>Keeps what is logged, by category.</summary>
public sealed class LogRecorder : ILoggerFactory
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _lines = new();

    public IReadOnlyList<string> Of(string category) => _lines.TryGetValue(category, out var lines) ? [.. lines] : [];

    public ILogger CreateLogger(string categoryName) => new Recorder(_lines.GetOrAdd(categoryName, _ => new ConcurrentQueue<string>()));

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The recorder is the only provider.");

    public void Dispose()
    {
    }

    private sealed class Recorder(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel}: {formatter(state, exception)}");
    }
}
