using System.Globalization;
using Cronos;
using WorkDistribution.LocalRuntime.Host.Configuration;

namespace WorkDistribution.LocalRuntime.Host.Timers;

/// <summary>When a timer fires: an NCRONTAB expression of six fields (seconds first) or five, or a constant interval.</summary>
internal sealed class TimerSchedule
{
    /// <summary>Schedules denser than this are not monitored, as in the real host.</summary>
    private static readonly TimeSpan MinMonitoredInterval = TimeSpan.FromMinutes(1);

    private readonly string _text;
    private readonly CronExpression? _cron;
    private readonly TimeSpan _interval;

    private TimerSchedule(string text, CronExpression? cron, TimeSpan interval, TimeZoneInfo zone) =>
        (_text, _cron, _interval, Zone) = (text, cron, interval, zone);

    /// <summary>The zone in which the fields of an expression are read.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>Parses a schedule, its <c>%setting%</c>s replaced.</summary>
    /// <exception cref="HostConfigurationException">It is neither an expression nor an interval, or a setting does not exist.</exception>
    public static TimerSchedule Parse(string schedule, SettingResolver settings, TimeZoneInfo zone)
    {
        var text = settings.Resolve(schedule, "Its timer trigger").Trim();
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && text.Contains(':', StringComparison.Ordinal))
        {
            return interval > TimeSpan.Zero
                ? new TimerSchedule(text, null, interval, zone)
                : throw new HostConfigurationException($"Its timer trigger has the interval '{text}': it must be more than 00:00:00.");
        }

        try
        {
            var fields = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Length;
            var format = fields == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard;
            return new TimerSchedule(text, CronExpression.Parse(text, format), default, zone);
        }
        catch (CronFormatException e)
        {
            throw new HostConfigurationException(
                $"Its timer trigger has the schedule '{text}', which is not valid: {e.Message.TrimEnd('.')}. "
                + "Allowed are '{second} {minute} {hour} {day} {month} {day-of-week}', the same without seconds, and an interval 'hh:mm:ss'.",
                e);
        }
    }

    /// <summary>The first time after <paramref name="now"/>; null when there is none any more.</summary>
    public DateTimeOffset? Next(DateTimeOffset now) => _cron is null ? now + _interval : _cron.GetNextOccurrence(now, Zone);

    /// <summary>Whether times follow each other closely enough that remembering them over restarts makes no sense.</summary>
    public bool IsTooDenseToMonitor(DateTimeOffset now)
    {
        const int samples = 5;
        var previous = Next(now);
        for (var i = 0; i < samples && previous is not null; i++)
        {
            var next = Next(previous.Value);
            if (next - previous < MinMonitoredInterval)
            {
                return true;
            }

            previous = next;
        }

        return false;
    }

    public override string ToString() => _text;
}
