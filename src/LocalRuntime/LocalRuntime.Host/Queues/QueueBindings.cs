using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Queues;

/// <summary>Finds the queues that a function's trigger and outputs name.</summary>
internal static class QueueBindings
{
    /// <exception cref="HostConfigurationException">The queue name or connection is not usable.</exception>
    public static QueueAddress ResolveTrigger(FunctionDescriptor function, SettingResolver settings) =>
        function.Is(BindingTypes.QueueTrigger)
            ? Resolve(function.Trigger, settings, "Its queue trigger")
            : throw new ArgumentException($"Function '{function.Name}' has no queue trigger.", nameof(function));

    /// <exception cref="HostConfigurationException">The queue name or connection is not usable.</exception>
    public static QueueAddress ResolveOutput(FunctionBinding output, SettingResolver settings) =>
        Resolve(output, settings, $"Its queue output '{output.Name}'");

    public static bool IsQueue(FunctionBinding output) => output.Type.Equals(BindingTypes.Queue, StringComparison.OrdinalIgnoreCase);

    public static IEnumerable<QueueAddress> ResolveAll(FunctionDescriptor function, SettingResolver settings)
    {
        if (function.Is(BindingTypes.QueueTrigger))
        {
            yield return ResolveTrigger(function, settings);
        }

        foreach (var output in function.Outputs.Where(IsQueue))
        {
            yield return ResolveOutput(output, settings);
        }
    }

    private static QueueAddress Resolve(FunctionBinding binding, SettingResolver settings, string usedBy) =>
        QueueAddress.Resolve(binding.Text("queueName") ?? string.Empty, binding.Text("connection"), settings, usedBy);
}
