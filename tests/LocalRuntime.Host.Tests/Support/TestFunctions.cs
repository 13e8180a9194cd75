using Microsoft.Azure.Functions.Worker;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Tests.Support;

/// <summary>Function descriptors as discovery would make them, for listeners that are tested without the rest of the host.</summary>
internal static class TestFunctions
{
    public static FunctionDescriptor Queue(string queueName, string? connection = null, string name = "QueueFunction") =>
        Create(name, "queueTrigger", new QueueTriggerAttribute(queueName) { Connection = connection });

    public static FunctionDescriptor Timer(string schedule, bool runOnStartup = false, bool useMonitor = true, string name = "TimerFunction") =>
        Create(name, "timerTrigger", new TimerTriggerAttribute(schedule) { RunOnStartup = runOnStartup, UseMonitor = useMonitor });

    public static FunctionDescriptor Create(string name, string type, Attribute trigger, params OutputDescriptor[] outputs)
    {
        var method = typeof(TestFunctions).GetMethod(nameof(Body))!;
        var parameter = new ParameterDescriptor(method.GetParameters()[0], trigger);
        return new FunctionDescriptor
        {
            Name = name,
            Id = name,
            Method = method,
            Parameters = [parameter],
            TriggerParameter = parameter,
            Trigger = trigger,
            TriggerType = type,
            Outputs = outputs,
        };
    }

    public static void Body(string input) => ArgumentNullException.ThrowIfNull(input);
}
