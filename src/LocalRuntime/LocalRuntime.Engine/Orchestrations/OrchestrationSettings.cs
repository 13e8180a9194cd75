using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Engine.Storage;
using WorkDistribution.LocalRuntime.Engine.Telemetry;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>What every orchestration of an engine shares.</summary>
internal sealed record OrchestrationSettings(
    DataConverter Converter,
    ILoggerFactory Loggers,
    WorkerLog Log,
    string DefaultVersion,
    int MaxActions,
    IExceptionPropertiesProvider? ExceptionProperties,
    IReadOnlyDictionary<string, object?> Properties,
    Action<InstanceRow> IllegalAwait);
