using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>Calls a function's method and awaits what it returns.</summary>
internal sealed class FunctionMethod
{
    private static readonly ConcurrentDictionary<MethodInfo, FunctionMethod> Cache = new();

    private readonly MethodInvoker _invoker;
    private readonly Func<object?, Task<object?>> _complete;

    private FunctionMethod(MethodInfo method)
    {
        _invoker = MethodInvoker.Create(method);
        _complete = Completion(method.ReturnType);
    }

    public static FunctionMethod Of(MethodInfo method) => Cache.GetOrAdd(method, m => new FunctionMethod(m));

    /// <summary>The type of the result without the task around it; <see cref="void"/> when there is none.</summary>
    public static Type ResultType(MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(Task) || type == typeof(ValueTask))
        {
            return typeof(void);
        }

        return IsGeneric(type, typeof(Task<>)) || IsGeneric(type, typeof(ValueTask<>)) ? type.GetGenericArguments()[0] : type;
    }

    /// <summary>Runs the method on the caller's scheduler, which matters to orchestrators.</summary>
    public Task<object?> InvokeAsync(object? instance, object?[] arguments) => _complete(_invoker.Invoke(instance, arguments.AsSpan()));

    private static Func<object?, Task<object?>> Completion(Type returnType)
    {
        if (returnType == typeof(ValueTask))
        {
            return result => AwaitAsync(((ValueTask)result!).AsTask());
        }

        if (IsGeneric(returnType, typeof(Task<>)))
        {
            return Generic(nameof(AwaitResultAsync), returnType);
        }

        if (IsGeneric(returnType, typeof(ValueTask<>)))
        {
            return Generic(nameof(AwaitValueAsync), returnType);
        }

        return typeof(Task).IsAssignableFrom(returnType) ? result => AwaitAsync((Task?)result) : Task.FromResult;
    }

    private static Func<object?, Task<object?>> Generic(string name, Type returnType) =>
        typeof(FunctionMethod).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(returnType.GetGenericArguments()[0])
            .CreateDelegate<Func<object?, Task<object?>>>();

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private static async Task<object?> AwaitAsync(Task? task)
    {
        await Required(task);
        return null;
    }

    private static async Task<object?> AwaitResultAsync<T>(object? task) => await Required((Task<T>?)task);

    private static async Task<object?> AwaitValueAsync<T>(object? task) => await (ValueTask<T>)task!;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Required<T>(T? task)
        where T : Task => task ?? throw new InvalidOperationException("The function returned null instead of a task.");
}
