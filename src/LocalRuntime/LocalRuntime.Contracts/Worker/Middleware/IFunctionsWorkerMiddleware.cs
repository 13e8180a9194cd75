namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>Worker middleware: runs around every invocation.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Runs around the rest of the pipeline, which <paramref name="next"/> is.</summary>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
