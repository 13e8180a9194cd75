using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Timers;

namespace WorkDistribution.LocalRuntime.Host.Tests.Timers;

public sealed class TimerScheduleTests
{
    private static readonly SettingResolver Settings = SettingResolver.Of(new Dictionary<string, string> { ["Every"] = "0 30 9 * * 1-5" });

    [Theory]
    [InlineData("0 */5 * * * *", "2026-03-04T10:00:00Z", "2026-03-04T10:05:00Z")]
    [InlineData("*/10 * * * * *", "2026-03-04T10:00:01Z", "2026-03-04T10:00:10Z")]
    [InlineData("*/5 * * * *", "2026-03-04T10:00:01Z", "2026-03-04T10:05:00Z")]
    [InlineData("%Every%", "2026-03-06T09:30:00Z", "2026-03-09T09:30:00Z")]
    [InlineData("0 0 0 1 jan *", "2026-03-04T10:00:00Z", "2027-01-01T00:00:00Z")]
    [InlineData("00:00:30", "2026-03-04T10:00:01Z", "2026-03-04T10:00:31Z")]
    [InlineData("1.00:00:00", "2026-03-04T10:00:00Z", "2026-03-05T10:00:00Z")]
    public void Next_is_the_first_time_after_now(string schedule, string now, string expected)
    {
        var parsed = TimerSchedule.Parse(schedule, Settings, TimeZoneInfo.Utc);

        Assert.Equal(DateTimeOffset.Parse(expected), parsed.Next(DateTimeOffset.Parse(now)));
    }

    [Fact]
    public void Expression_is_read_in_the_configured_zone()
    {
        var settings = SettingResolver.Of(new Dictionary<string, string> { [TimerZone.Setting] = "Europe/Berlin" });
        var schedule = TimerSchedule.Parse("0 0 9 * * *", settings, TimerZone.Read(settings, TimeProvider.System));

        Assert.Equal(DateTimeOffset.Parse("2026-07-01T07:00:00Z"), schedule.Next(DateTimeOffset.Parse("2026-07-01T00:00:00Z")));
        Assert.Equal(DateTimeOffset.Parse("2026-12-01T08:00:00Z"), schedule.Next(DateTimeOffset.Parse("2026-12-01T00:00:00Z")));
    }

    [Theory]
    [InlineData("every minute", "'every minute', which is not valid")]
    [InlineData("0 61 * * * *", "'0 61 * * * *', which is not valid")]
    [InlineData("00:00:00", "must be more than 00:00:00")]
    [InlineData("%Nothing%", "uses %Nothing%")]
    public void Invalid_schedule_says_what_is_allowed(string schedule, string expected)
    {
        var error = Assert.Throws<HostConfigurationException>(() => TimerSchedule.Parse(schedule, Settings, TimeZoneInfo.Utc));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_zone_is_refused()
    {
        var settings = SettingResolver.Of(new Dictionary<string, string> { [TimerZone.Setting] = "Mars/Olympus" });

        Assert.Throws<HostConfigurationException>(() => TimerZone.Read(settings, TimeProvider.System));
    }

    [Theory]
    [InlineData("*/30 * * * * *", true)]
    [InlineData("0,1 0 0 * * *", true)]
    [InlineData("00:00:59", true)]
    [InlineData("0 * * * * *", false)]
    [InlineData("00:01:00", false)]
    public void Schedules_below_a_minute_are_too_dense_to_monitor(string schedule, bool expected) => Assert.Equal(
        expected, TimerSchedule.Parse(schedule, Settings, TimeZoneInfo.Utc).IsTooDenseToMonitor(DateTimeOffset.Parse("2026-03-04T10:00:00Z")));
}
