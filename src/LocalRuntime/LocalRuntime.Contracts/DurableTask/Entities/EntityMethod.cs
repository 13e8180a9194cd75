using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Microsoft.DurableTask.Entities;

/// <summary>A public method that carries out the entity operation of its name.</summary>
internal sealed class EntityMethod
{
    // Only methods that exist are kept, under one key whatever the case asked for, so a type's cache is bounded by its methods.
    private static readonly ConditionalWeakTable<Type, ConcurrentDictionary<string, EntityMethod>> _methods = [];

    private readonly MethodInfo _method;
    private readonly ParameterInfo[] _parameters;
    private readonly MethodInvoker _invoker;
    private readonly EntityReturnValue _returnValue;

    private EntityMethod(MethodInfo method)
    {
        _method = method;
        _parameters = method.GetParameters();
        _invoker = MethodInvoker.Create(method);
        _returnValue = EntityReturnValue.Of(method.ReturnType);
    }

    /// <summary>The method of that name, found without regard to case.</summary>
    /// <exception cref="AmbiguousMatchException">The type has several.</exception>
    public static EntityMethod? Find(Type type, string operationName)
    {
        ConcurrentDictionary<string, EntityMethod> known
            = _methods.GetValue(type, _ => new ConcurrentDictionary<string, EntityMethod>(StringComparer.OrdinalIgnoreCase));
        if (known.TryGetValue(operationName, out EntityMethod? method))
        {
            return method;
        }

        MethodInfo? found = type.GetMethod(operationName, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
        return found is null ? null : known.GetOrAdd(operationName, new EntityMethod(found));
    }

    /// <summary>Binds the operation to the parameters, calls the method and gives what it, or its task, returns.</summary>
    /// <exception cref="InvalidOperationException">The parameters cannot be bound.</exception>
    public ValueTask<object?> InvokeAsync(object target, TaskEntityOperation operation)
        => _returnValue.AwaitAsync(_invoker.Invoke(target, Bind(operation).AsSpan()));

    private object?[] Bind(TaskEntityOperation operation)
    {
        object?[] arguments = new object?[_parameters.Length];
        ParameterInfo? context = null;
        ParameterInfo? input = null;
        for (int i = 0; i < arguments.Length; i++)
        {
            ParameterInfo parameter = _parameters[i];
            if (parameter.ParameterType == typeof(TaskEntityContext))
            {
                ThrowIfBound(context, parameter, "context", operation);
                context = parameter;
                arguments[i] = operation.Context;
            }
            else
            {
                ThrowIfBound(input, parameter, "input", operation);
                input = parameter;
                arguments[i] = GetInput(parameter, operation);
            }
        }

        return arguments;
    }

    private object? GetInput(ParameterInfo parameter, TaskEntityOperation operation)
    {
        if (operation.HasInput)
        {
            return operation.GetInput(parameter.ParameterType);
        }

        return parameter.HasDefaultValue
            ? parameter.DefaultValue
            : throw new InvalidOperationException(
                $"Error dispatching {operation} to '{_method}'.\nThere was an error binding parameter '{parameter}'. "
                + "The operation expected an input value, but no input was provided by the caller.");
    }

    private void ThrowIfBound(ParameterInfo? bound, ParameterInfo parameter, string concept, TaskEntityOperation operation)
    {
        if (bound is not null)
        {
            throw new InvalidOperationException(
                $"Error dispatching {operation} to '{_method}'.\nUnable to bind {concept} to '{parameter}' because it has already "
                + $"been bound to parameter '{bound}'. An operation takes at most one input and one {nameof(TaskEntityContext)}.");
        }
    }
}
