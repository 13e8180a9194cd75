namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>Distributes what the function returned over its output bindings, once the rest of the pipeline has run.</summary>
internal sealed class OutputBindingsMiddleware
{
    public static async Task InvokeAsync(FunctionContext context, FunctionExecutionDelegate next)
    {
        await next(context);
        context.GetBindings().BindOutputs(context);
    }
}
