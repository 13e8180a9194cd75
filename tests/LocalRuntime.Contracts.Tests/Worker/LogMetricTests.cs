using Microsoft.Extensions.Logging;

namespace LocalRuntime.Contracts.Tests.Worker;

public sealed class LogMetricTests
{
    [Fact]
    public void LogMetric_logs_an_event_with_name_value_and_properties()
    {
        StateLogger logger = new();

        logger.LogMetric("items", 2.5, new Dictionary<string, object> { ["queue"] = "q" });

        Assert.Equal((1, "MS_LogMetric"), (logger.Event.Id, logger.Event.Name));
        Assert.Equal(
            new Dictionary<string, object> { ["Name"] = "items", ["Value"] = 2.5, ["queue"] = "q" },
            Assert.IsAssignableFrom<IDictionary<string, object>>(logger.State));
    }

    private sealed class StateLogger : ILogger
    {
        public EventId Event { get; private set; }

        public object? State { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            (Event, State) = (eventId, state);
    }
}
