using WorkDistribution.LocalRuntime.Host.Configuration;

namespace WorkDistribution.LocalRuntime.Host.Timers;

/// <summary>The time zone of timer expressions: <c>WEBSITE_TIME_ZONE</c>, else that of the machine.</summary>
internal static class TimerZone
{
    public const string Setting = "WEBSITE_TIME_ZONE";

    /// <exception cref="HostConfigurationException">The setting names a zone that this machine does not know.</exception>
    public static TimeZoneInfo Read(SettingResolver settings, TimeProvider time)
    {
        if (settings.Get(Setting) is not { Length: > 0 } id)
        {
            return time.LocalTimeZone;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            ? zone
            : throw new HostConfigurationException(
                $"The setting {Setting} is '{id}', a time zone this machine does not know. Use a name such as 'Europe/Berlin', and install the time zone data (package tzdata) if it is missing.");
    }
}
