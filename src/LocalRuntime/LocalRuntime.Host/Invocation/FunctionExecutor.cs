using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Azure.Functions.Worker.Invocation;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>The end of the pipeline: creates the class, binds the arguments, calls the method and keeps its result.</summary>
internal sealed class FunctionExecutor(IFunctionActivator activator) : IFunctionExecutor
{
    public async ValueTask ExecuteAsync(FunctionContext context)
    {
        var method = ((LocalFunctionContext)context).Function.Method;
        var instance = method.IsStatic ? null : activator.CreateInstance(method.DeclaringType!, context);
        var inputs = context.Features.Get<IFunctionInputBindingFeature>()
            ?? throw new InvalidOperationException($"The {nameof(IFunctionInputBindingFeature)} was removed from the invocation, so its arguments cannot be bound.");
        var arguments = (await inputs.BindFunctionInputAsync(context)).Values;
        context.GetBindings().InvocationResult = await FunctionMethod.Of(method).InvokeAsync(instance, arguments);
    }
}
