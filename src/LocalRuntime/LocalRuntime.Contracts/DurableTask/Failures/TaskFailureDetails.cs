using System.Reflection;
using System.Runtime.CompilerServices;

namespace Microsoft.DurableTask;

/// <summary>An exception as the history keeps it: by name, message, stack trace and cause.</summary>
public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    /// <summary>The details of an exception and of its inner exceptions.</summary>
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception switch
        {
            RecordedFailureException recorded => recorded.Details,

            // The cause of a failed task is what it failed with, also if no exception of this process stands for it.
            TaskFailedException failed => Describe(failed, failed.FailureDetails, failed.FailureDetails.Properties),
            _ => Describe(exception, exception.InnerException is { } inner ? FromException(inner) : null, null),
        };
    }

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    /// <summary>Whether the failed exception is a <typeparamref name="T"/> or derives from it.</summary>
    /// <exception cref="AmbiguousMatchException">Several loaded assemblies define the failure's type.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool IsCausedBy<T>()
        where T : Exception
        => IsCausedBy(typeof(T), Assembly.GetCallingAssembly());

    /// <summary>Whether the failed exception is of that type or derives from it; no, if its type cannot be loaded.</summary>
    /// <exception cref="ArgumentException">The type is not an exception's.</exception>
    /// <exception cref="AmbiguousMatchException">Several loaded assemblies define the failure's type.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
        {
            throw new ArgumentException($"The type {targetBaseExceptionType} is not an exception type.", nameof(targetBaseExceptionType));
        }

        return IsCausedBy(targetBaseExceptionType, Assembly.GetCallingAssembly());
    }

    private static TaskFailureDetails Describe(
        Exception exception, TaskFailureDetails? inner, IDictionary<string, object?>? properties)
        => new(exception.GetType().ToString(), exception.Message, exception.StackTrace, inner, properties);

    private bool IsCausedBy(Type target, Assembly caller)
        => !string.IsNullOrEmpty(ErrorType) && target.IsAssignableFrom(LoadErrorType(target.Assembly, caller));

    // The nearest definition wins: the framework's, the target's neighbour, the caller's, then any loaded assembly's.
    private Type? LoadErrorType(Assembly targetAssembly, Assembly caller)
    {
        Type? nearest = Type.GetType(ErrorType, throwOnError: false)
            ?? targetAssembly.GetType(ErrorType, throwOnError: false)
            ?? caller.GetType(ErrorType, throwOnError: false);
        if (nearest is not null)
        {
            return nearest;
        }

        Type[] candidates = [.. AppDomain.CurrentDomain.GetAssemblies()
            .Select(assembly => assembly.GetType(ErrorType, throwOnError: false))
            .OfType<Type>()];
        return candidates.Length <= 1
            ? candidates.FirstOrDefault()
            : throw new AmbiguousMatchException(
                $"{candidates.Length} loaded assemblies define an exception type '{ErrorType}': "
                + string.Join(", ", candidates.Select(type => type.Assembly.GetName().Name)) + ".");
    }
}
