using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Hosting;

namespace WorkDistribution.LocalRuntime.Host.Durable;

/// <summary>Creates the engine with the app's Durable functions and the settings of host.json.</summary>
internal sealed class DurableEngineFactory(
    HostOptions options,
    HostCommandLine commandLine,
    DurableFunctions functions,
    AppDataConverter converter,
    IEnumerable<IExceptionPropertiesProvider> exceptionProperties,
    TimeProvider time,
    ILoggerFactory loggers)
{
    public DurableEngine Create()
    {
        var durable = options.DurableTask;
        return new DurableEngine(
            new DurableEngineOptions
            {
                StateDirectory = commandLine.StateDirectory,
                HubName = durable.HubName,
                DefaultVersion = durable.DefaultVersion,
                VersionMatchStrategy = Enum.Parse<VersionMatch>(durable.VersionMatchStrategy.ToString()),
                VersionFailureStrategy = Enum.Parse<VersionFailure>(durable.VersionFailureStrategy.ToString()),
                MaxConcurrentActivities = durable.MaxConcurrentActivityFunctions,
                MaxConcurrentOrchestrations = durable.MaxConcurrentOrchestratorFunctions,
                MaxConcurrentEntities = durable.MaxConcurrentEntityFunctions,
                MaxEntityOperationBatchSize = durable.MaxEntityOperationBatchSize,
                MaxOrchestrationActions = durable.MaxOrchestrationActions,
                OrchestrationTurnTimeout = TurnTimeout(options.FunctionTimeout),
                OverridableExistingInstanceStates =
                    Enum.Parse<OverridableExistingInstanceStates>(durable.OverridableExistingInstanceStates.ToString()),
                DataConverter = converter,
                ExceptionProperties = exceptionProperties.LastOrDefault(),
                OrchestrationProperties = Properties(durable),
            },
            functions.CreateRegistry(),
            time,
            loggers);
    }

    /// <summary>Whether the app needs an engine at all, and one of its own.</summary>
    public static bool IsNeeded(IFunctionCatalog catalog, HostCommandLine commandLine) => commandLine.Durable is null && catalog.Functions.Any(f =>
        DurableNames.IsDurable(f) || DurableNames.HasClient(f));

    // The engine's clock takes no longer ones, which is as good as none.
    private static TimeSpan? TurnTimeout(TimeSpan? limit) => limit > TimeSpan.FromDays(24) ? null : limit;

    // What the official extension tells the worker with each turn.
    private static Dictionary<string, object?> Properties(DurableTaskExtensionOptions durable)
    {
        var properties = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["HttpDefaultAsyncRequestSleepTimeMilliseconds"] = durable.DefaultAsyncRequestSleepTime.TotalMilliseconds,
        };
        if (durable.DefaultVersion is { Length: > 0 } version)
        {
            properties["defaultVersion"] = version;
        }

        return properties;
    }
}
