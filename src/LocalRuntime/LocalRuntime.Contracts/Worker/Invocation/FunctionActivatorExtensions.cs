namespace Microsoft.Azure.Functions.Worker.Core.Invocation;

/// <summary>Typed creation of function classes.</summary>
public static class FunctionActivatorExtensions
{
    /// <summary>Creates an instance of <typeparamref name="T"/> for an invocation.</summary>
    public static T? CreateInstance<T>(this IFunctionActivator activator, FunctionContext context)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(activator);
        return activator.CreateInstance(typeof(T), context) as T;
    }
}
