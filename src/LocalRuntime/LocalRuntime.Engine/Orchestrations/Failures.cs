using DurableTask.Core;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Engine.History;
using CoreTaskFailedException = DurableTask.Core.Exceptions.TaskFailedException;
using TaskFailedException = Microsoft.DurableTask.TaskFailedException;
using IExceptionPropertiesProvider = Microsoft.DurableTask.Worker.IExceptionPropertiesProvider;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>Failures, as exceptions, as official details and as they are stored.</summary>
internal static class Failures
{
    /// <summary>How deep causes are followed; an exception whose causes form a circle must end somewhere.</summary>
    private const int MaxDepth = 16;

    public static FailureInfo Of(Exception exception, IExceptionPropertiesProvider? properties = null) => Of(exception, properties, MaxDepth);

    public static FailureInfo Of(TaskFailureDetails details) => new(
        details.ErrorType,
        details.ErrorMessage,
        details.StackTrace,
        details.InnerFailure is { } inner ? Of(inner) : null,
        Properties: FailureProperties.Encode(details.Properties));

    public static TaskFailureDetails Details(FailureInfo failure) => new(
        failure.ErrorType,
        failure.ErrorMessage,
        failure.StackTrace,
        failure.Inner is { } inner ? Details(inner) : null,
        FailureProperties.Decode(failure.Properties));

    /// <summary>The exception an orchestrator catches; its cause is the official core's, which retry policies are asked about.</summary>
    public static TaskFailedException TaskFailed(string name, int id, FailureInfo failure, bool isOrchestration)
    {
        OrchestrationException cause = isOrchestration
            ? new SubOrchestrationFailedException(id, id, name, string.Empty, failure.ErrorMessage, null)
            : new CoreTaskFailedException(id, id, name, string.Empty, failure.ErrorMessage, null);
        cause.FailureDetails = Core(failure);
        return new TaskFailedException(name, id, cause);
    }

    /// <summary>Failure details of the official core.</summary>
    public static FailureInfo Of(FailureDetails details) => new(
        details.ErrorType,
        details.ErrorMessage,
        details.StackTrace,
        details.InnerFailure is { } inner ? Of(inner) : null,
        details.IsNonRetriable,
        FailureProperties.Encode(details.Properties));

    public static FailureDetails Core(FailureInfo failure) => new(
        failure.ErrorType,
        failure.ErrorMessage,
        failure.StackTrace,
        failure.Inner is { } inner ? Core(inner) : null,
        failure.IsNonRetriable,
        FailureProperties.Decode(failure.Properties));

    private static FailureInfo Of(Exception exception, IExceptionPropertiesProvider? properties, int depth) => exception switch
    {
        OrchestrationException { FailureDetails: { } recorded } => Of(recorded),
        TaskFailedException failed => Describe(exception, properties, Of(failed.FailureDetails)),
        EntityOperationFailedException failed => Describe(exception, properties, Of(failed.FailureDetails)),
        _ => Describe(
            exception, properties, exception.InnerException is { } inner && depth > 0 ? Of(inner, properties, depth - 1) : null),
    };

    private static FailureInfo Describe(Exception exception, IExceptionPropertiesProvider? properties, FailureInfo? inner)
    {
        var type = exception.GetType();
        return new FailureInfo(
            type.FullName ?? type.Name, exception.Message, exception.StackTrace, inner, Properties: Properties(exception, properties));
    }

    private static string? Properties(Exception exception, IExceptionPropertiesProvider? provider)
    {
        try
        {
            return FailureProperties.Encode(provider?.GetExceptionProperties(exception));
        }
        catch (Exception e)
        {
            // The provider's fault must not take the place of the failure it was asked about, and not be lost either.
            return FailureProperties.Encode(new Dictionary<string, object?> { [nameof(IExceptionPropertiesProvider)] = $"failed: {e.Message}" });
        }
    }
}
