using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Timers;

/// <summary>Checks at start-up that each timer has a schedule that can be read.</summary>
internal sealed class TimerFunctionValidator(HostConfiguration configuration, TimeProvider time) : IFunctionValidator
{
    public IEnumerable<string> Validate(FunctionDescriptor function)
    {
        if (!function.Is(BindingTypes.TimerTrigger))
        {
            return [];
        }

        try
        {
            TimerSchedule.Parse(function.Trigger.Text("schedule") ?? string.Empty, configuration.Settings, TimerZone.Read(configuration.Settings, time));
            return [];
        }
        catch (HostConfigurationException e)
        {
            return [e.Message];
        }
    }
}
