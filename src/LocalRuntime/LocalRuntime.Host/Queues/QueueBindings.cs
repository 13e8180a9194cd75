using Microsoft.Azure.Functions.Worker;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Queues;

/// <summary>Finds the queues that a function's trigger and outputs name.</summary>
internal static class QueueBindings
{
    /// <exception cref="HostConfigurationException">The queue name or connection is not usable.</exception>
    public static QueueAddress ResolveTrigger(FunctionDescriptor function, SettingResolver settings)
    {
        var trigger = function.GetTrigger<QueueTriggerAttribute>()
            ?? throw new ArgumentException($"Function '{function.Name}' has no queue trigger.", nameof(function));
        return QueueAddress.Resolve(trigger.QueueName, trigger.Connection, settings, "Its queue trigger");
    }

    /// <exception cref="HostConfigurationException">The queue name or connection is not usable.</exception>
    public static QueueAddress ResolveOutput(OutputDescriptor output, SettingResolver settings)
    {
        var attribute = (QueueOutputAttribute)output.Attribute;
        return QueueAddress.Resolve(attribute.QueueName, attribute.Connection, settings, $"Its queue output '{output.Name}'");
    }

    public static IEnumerable<QueueAddress> ResolveAll(FunctionDescriptor function, SettingResolver settings)
    {
        if (function.Trigger is QueueTriggerAttribute)
        {
            yield return ResolveTrigger(function, settings);
        }

        foreach (var output in function.Outputs.Where(o => o.Attribute is QueueOutputAttribute))
        {
            yield return ResolveOutput(output, settings);
        }
    }
}
