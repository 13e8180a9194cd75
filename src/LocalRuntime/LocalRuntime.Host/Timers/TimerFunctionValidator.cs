using Microsoft.Azure.Functions.Worker;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Timers;

/// <summary>Checks at start-up that each timer has a schedule that can be read.</summary>
internal sealed class TimerFunctionValidator(HostConfiguration configuration, TimeProvider time) : IFunctionValidator
{
    public IEnumerable<string> Validate(FunctionDescriptor function)
    {
        if (function.GetTrigger<TimerTriggerAttribute>() is not { } trigger)
        {
            return [];
        }

        try
        {
            TimerSchedule.Parse(trigger.Schedule, configuration.Settings, TimerZone.Read(configuration.Settings, time));
            return [];
        }
        catch (HostConfigurationException e)
        {
            return [e.Message];
        }
    }
}
