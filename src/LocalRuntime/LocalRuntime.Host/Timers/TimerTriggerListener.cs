using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Hosting;
using WorkDistribution.LocalRuntime.Host.Invocation;

namespace WorkDistribution.LocalRuntime.Host.Timers;

/// <summary>Fires all timer-triggered functions of the app.</summary>
internal sealed class TimerTriggerListener(
    IFunctionInvoker invoker, HostConfiguration configuration, HostCommandLine commandLine, TimeProvider time,
    ILogger<TimerTriggerListener> logger) : ITriggerListener, IAsyncDisposable
{
    private const int PreviewCount = 5;

    private readonly List<TimerFunctionListener> _listeners = [];

    public string TriggerType => BindingTypes.TimerTrigger;

    public Task StartAsync(IReadOnlyList<FunctionDescriptor> functions, CancellationToken cancellationToken)
    {
        var store = new TimerStatusStore(Path.Combine(commandLine.StateDirectory, "timers"), logger);
        var zone = TimerZone.Read(configuration.Settings, time);
        foreach (var function in functions)
        {
            var trigger = function.Trigger;
            var schedule = TimerSchedule.Parse(trigger.Text("schedule") ?? string.Empty, configuration.Settings, zone);
            var monitored = trigger.Flag("useMonitor", otherwise: true) && !schedule.IsTooDenseToMonitor(time.GetUtcNow());
            var listener = new TimerFunctionListener(
                function, schedule, trigger.Flag("runOnStartup", otherwise: false), monitored ? store : null, invoker, time, logger);
            _listeners.Add(listener);
            listener.Start();
            LogNextTimes(function, schedule);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_listeners.Select(l => l.StopAsync(cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners)
        {
            await listener.DisposeAsync();
        }
    }

    private void LogNextTimes(FunctionDescriptor function, TimerSchedule schedule)
    {
        var times = new List<string>(PreviewCount);
        for (var next = schedule.Next(time.GetUtcNow()); next is not null && times.Count < PreviewCount; next = schedule.Next(next.Value))
        {
            times.Add($"{TimeZoneInfo.ConvertTime(next.Value, schedule.Zone):yyyy-MM-dd HH:mm:sszzz}");
        }

        logger.LogDebug(
            "The next {Count} occurrences of the '{Function}' schedule ({Schedule}) in time zone {Zone}: {Times}", times.Count, function.Name,
            schedule, schedule.Zone.Id, string.Join(", ", times));
    }
}
