namespace Microsoft.Azure.Functions.Worker;

/// <summary>Creates the instances of function classes.</summary>
public interface IFunctionActivator
{
    /// <summary>Creates an instance for an invocation; null when it cannot.</summary>
    object? CreateInstance(Type instanceType, FunctionContext context);
}
