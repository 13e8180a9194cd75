using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>What every orchestration of an engine shares.</summary>
internal sealed record OrchestrationSettings(
    DataConverter Converter,
    ILoggerFactory Loggers,
    string DefaultVersion,
    int MaxActions,
    IExceptionPropertiesProvider? ExceptionProperties,
    IReadOnlyDictionary<string, object?> Properties,
    Action<InstanceRow> IllegalAwait);
