using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace SampleFunctionApp;

/// <summary>Awaits something of its own around Durable functions, and writes down that it did.</summary>
public sealed class DurableMiddleware(Journal journal) : IFunctionsWorkerMiddleware
{
    public static bool IsDurable(FunctionContext context) => context.FunctionDefinition.InputBindings.Values.Any(
        b => b.Type is "orchestrationTrigger" or "activityTrigger" or "entityTrigger");

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        await Task.Yield();
        await next(context);
        journal.Write($"after {context.FunctionDefinition.Name}");
    }
}
