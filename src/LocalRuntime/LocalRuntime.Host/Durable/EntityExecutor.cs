using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Azure.Functions.Worker.Invocation;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Host.Invocation;

namespace WorkDistribution.LocalRuntime.Host.Durable;

/// <summary>The end of the pipeline of an entity: gives the function a dispatcher for the batch.</summary>
internal sealed class EntityExecutor(EntityInvocation invocation, IFunctionExecutor inner) : IFunctionExecutor
{
    public ValueTask ExecuteAsync(FunctionContext context)
    {
        var trigger = ((LocalFunctionContext)context).Function.TriggerParameter;
        context.Features.Get<IInputBindingResolver>()!
            .Set(trigger.Name, new TaskEntityDispatcher(invocation.RunAsync, context.InstanceServices));
        return inner.ExecuteAsync(context);
    }
}
