using Microsoft.Azure.Functions.Worker;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Durable;

/// <summary>The name a Durable function goes by: that of its trigger attribute if it has one, else the function's.</summary>
internal static class DurableNames
{
    public static string Of(FunctionDescriptor function)
    {
        var name = function.Trigger switch
        {
            OrchestrationTriggerAttribute trigger => trigger.Orchestration,
            ActivityTriggerAttribute trigger => trigger.Activity,
            EntityTriggerAttribute trigger => trigger.EntityName,
            _ => null,
        };
        return string.IsNullOrEmpty(name) ? function.Name : name;
    }
}
