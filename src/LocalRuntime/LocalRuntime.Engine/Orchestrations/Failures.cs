using DurableTask.Core;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Engine.History;
using CoreTaskFailedException = DurableTask.Core.Exceptions.TaskFailedException;
using IExceptionPropertiesProvider = Microsoft.DurableTask.Worker.IExceptionPropertiesProvider;
using TaskFailedException = Microsoft.DurableTask.TaskFailedException;

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

    /// <summary>What an orchestrator catches. The exception of an activity has a cause, that of a sub-orchestration none, as officially.</summary>
    public static TaskFailedException TaskFailed(string name, int id, FailureInfo failure, bool isOrchestration) => isOrchestration
        ? new TaskFailedException(name, id, Details(failure))
        : new TaskFailedException(
            name, id, new CoreTaskFailedException(id, id, name, string.Empty, null, null) { FailureDetails = Core(failure) });

    /// <summary>The official core's exception of a failed task, which retry policies are asked about.</summary>
    public static Exception Cause(TaskFailedException failed) => failed.InnerException
        ?? new SubOrchestrationFailedException(failed.TaskId, failed.TaskId, failed.TaskName, string.Empty, null, null)
        {
            FailureDetails = Core(Of(failed.FailureDetails)),
        };

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
        // Only a failure nobody wrapped hands on the details of the failed task; as a cause of another it is an exception like any.
        OrchestrationException { FailureDetails: { } recorded } when depth == MaxDepth => Of(recorded),
        TaskFailedException failed when depth == MaxDepth => Describe(exception, properties, Of(failed.FailureDetails)),
        EntityOperationFailedException failed => Describe(exception, properties, Of(failed.FailureDetails)),
        _ => Describe(
            exception, properties, exception.InnerException is { } inner && depth > 0 ? Of(inner, properties, depth - 1) : null),
    };

    private static FailureInfo Describe(Exception exception, IExceptionPropertiesProvider? properties, FailureInfo? inner)
    {
        var type = exception.GetType();
        var message = exception is CoreTaskFailedException failed
            ? $"Task '{failed.Name}' (#{failed.ScheduleId}) failed with an unhandled exception: {failed.Message}"
            : exception.Message;
        return new FailureInfo(
            type.FullName ?? type.Name, message, exception.StackTrace, inner, Properties: Properties(exception, properties));
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
