using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>The end of the pipeline. A feature of the invocation takes precedence over the registered executor.</summary>
internal sealed class FunctionExecutionMiddleware
{
    public static Task InvokeAsync(FunctionContext context)
    {
        IFunctionExecutor executor = context.Features.Get<IFunctionExecutor>()
            ?? context.InstanceServices.GetRequiredService<IFunctionExecutor>();
        return executor.ExecuteAsync(context).AsTask();
    }
}
