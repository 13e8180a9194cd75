using System.Text.Json;
using WorkDistribution.LocalRuntime.Host.Invocation;

namespace WorkDistribution.LocalRuntime.Host.Timers;

/// <summary>Builds what a timer hands to its function.</summary>
internal static class TimerTriggerInput
{
    public static TriggerInput Create(TimerStatus? status, bool isPastDue, TimeZoneInfo zone, string reason) => new()
    {
        Value = JsonSerializer.Serialize(new
        {
            Schedule = new { AdjustForDST = true },
            ScheduleStatus = status is null ? null : new
            {
                Last = Local(status.Last, zone),
                Next = Local(status.Next, zone),
                LastUpdated = Local(status.LastUpdated, zone),
            },
            IsPastDue = isPastDue,
        }),
        Reason = reason,
    };

    // The earliest time of all stands for "never", and has no other zone to be shown in.
    private static DateTimeOffset Local(DateTimeOffset value, TimeZoneInfo zone) =>
        value == DateTimeOffset.MinValue ? value : TimeZoneInfo.ConvertTime(value, zone);
}
