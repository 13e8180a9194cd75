using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Engine.History;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>Failures, as exceptions, as official details and as they are stored.</summary>
internal static class Failures
{
    /// <summary>How deep causes are followed; an exception whose causes form a circle must end somewhere.</summary>
    private const int MaxDepth = 16;

    public static FailureInfo Of(Exception exception) => Of(exception, MaxDepth);

    public static FailureInfo Of(TaskFailureDetails details) => new(
        details.ErrorType,
        details.ErrorMessage,
        details.StackTrace,
        details.InnerFailure is { } inner ? Of(inner) : null);

    public static TaskFailureDetails Details(FailureInfo failure) => new(
        failure.ErrorType,
        failure.ErrorMessage,
        failure.StackTrace,
        failure.Inner is { } inner ? Details(inner) : null,
        Properties: null);

    public static TaskFailedException TaskFailed(string name, int id, FailureInfo failure) =>
        new(name, id, new RecordedFailureException(Details(failure)));

    private static FailureInfo Of(Exception exception, int depth) => exception switch
    {
        RecordedFailureException recorded => Of(recorded.Details),
        TaskFailedException failed => Describe(exception, Of(failed.FailureDetails)),
        EntityOperationFailedException failed => Describe(exception, Of(failed.FailureDetails)),
        _ => Describe(exception, exception.InnerException is { } inner && depth > 0 ? Of(inner, depth - 1) : null),
    };

    private static FailureInfo Describe(Exception exception, FailureInfo? inner)
    {
        var type = exception.GetType();
        return new FailureInfo(type.FullName ?? type.Name, exception.Message, exception.StackTrace, inner);
    }
}
