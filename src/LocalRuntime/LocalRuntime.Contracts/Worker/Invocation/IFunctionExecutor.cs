namespace Microsoft.Azure.Functions.Worker.Invocation;

/// <summary>Runs the function of an invocation: binds its arguments, calls it and keeps its result.</summary>
public interface IFunctionExecutor
{
    /// <summary>Runs the function.</summary>
    ValueTask ExecuteAsync(FunctionContext context);
}
