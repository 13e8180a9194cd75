using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Extensions.Timer.Converters;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Triggers a function on a schedule.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
[BindingCapabilities(KnownBindingCapabilities.FunctionLevelRetry)]
[InputConverter(typeof(TimerInfoConverter))]
[ConverterFallbackBehavior(ConverterFallbackBehavior.Default)]
public sealed class TimerTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Sets the schedule: an NCRONTAB expression, a time span, or <c>%setting%</c>.</summary>
    public TimerTriggerAttribute(string schedule)
    {
        Schedule = schedule;
        UseMonitor = true;
    }

    /// <summary>The schedule.</summary>
    public string Schedule { get; }

    /// <summary>Whether occurrences are remembered across restarts, so that a missed one is made up for; true by default.</summary>
    public bool UseMonitor { get; set; }

    /// <summary>Whether the function also runs when the host starts; false by default.</summary>
    public bool RunOnStartup { get; set; }
}
