using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>Creates the class of a function from the services of the invocation.</summary>
internal sealed class FunctionActivator : IFunctionActivator
{
    public object CreateInstance(Type instanceType, FunctionContext context) =>
        ActivatorUtilities.CreateInstance(context.InstanceServices, instanceType);
}
