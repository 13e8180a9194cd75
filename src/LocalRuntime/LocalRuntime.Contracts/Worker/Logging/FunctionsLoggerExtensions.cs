using System.Collections.ObjectModel;

namespace Microsoft.Extensions.Logging;

/// <summary>Metrics through a logger.</summary>
public static class FunctionsLoggerExtensions
{
    private static readonly EventId MetricEventId = new(1, "MS_LogMetric");

    /// <summary>Logs a metric as event <c>MS_LogMetric</c> with <c>Name</c>, <c>Value</c> and the properties as its state.</summary>
    public static void LogMetric(this ILogger logger, string name, double value, IDictionary<string, object>? properties = null)
    {
        Dictionary<string, object> state = properties is null ? [] : new(properties);
        state["Name"] = name;
        state["Value"] = value;
        logger?.Log(
            LogLevel.Information, MetricEventId, new ReadOnlyDictionary<string, object>(state), exception: null, (_, _) => string.Empty);
    }
}
