using System.Diagnostics.CodeAnalysis;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Http;
using WorkDistribution.LocalRuntime.Host.Invocation;
using WorkDistribution.LocalRuntime.Host.Queues;
using WorkDistribution.LocalRuntime.Host.Timers;

namespace WorkDistribution.LocalRuntime.Host.Admin;

/// <summary>Runs queue and timer functions because someone asked, in the background, as if their trigger had fired.</summary>
internal sealed class ManualRuns(IFunctionInvoker invoker, HostConfiguration configuration, InFlightRequests inFlight, TimeProvider time)
{
    private const string Reason = "This function was programmatically called via the host APIs.";

    public static bool CanRun(FunctionDescriptor function, [NotNullWhen(false)] out string? reason)
    {
        reason = function.TriggerType switch
        {
            BindingTypes.QueueTrigger or BindingTypes.TimerTrigger => null,
            BindingTypes.HttpTrigger => $"Function '{function.Name}' has an HTTP trigger: call its own URL.",
            _ => $"Function '{function.Name}' ({function.TriggerType}) is started through the Durable API below {Management.ManagementPayloads.BasePath}.",
        };
        return reason is null;
    }

    /// <summary>Starts the function and returns. Its outcome goes to the log; a stopping host waits for it like for a request.</summary>
    public void Start(FunctionDescriptor function, string? input)
    {
        var trigger = function.Is(BindingTypes.TimerTrigger) ? Timer(function.Trigger, input) : Queue(function, input);
        var entry = inFlight.Enter();
        _ = Task.Run(async () =>
        {
            using (entry)
            {
                await invoker.InvokeAsync(function, trigger, CancellationToken.None);
            }
        });
    }

    private TriggerInput Queue(FunctionDescriptor function, string? input) => QueueTriggerInput.CreateManual(
        function, input ?? string.Empty, time.GetUtcNow(), Reason);

    private TriggerInput Timer(FunctionBinding trigger, string? input)
    {
        // A TimerInfo may be given as JSON; anything else counts as "now".
        if (input is not null && input.AsSpan().TrimStart().StartsWith("{"))
        {
            return new TriggerInput { Value = input, Reason = Reason };
        }

        var zone = TimerZone.Read(configuration.Settings, time);
        var now = time.GetUtcNow();
        var next = TimerSchedule.Parse(trigger.Text("schedule") ?? string.Empty, configuration.Settings, zone).Next(now);
        var status = next is null ? null : new TimerStatus(now, next.Value, now);
        return TimerTriggerInput.Create(status, isPastDue: false, zone, Reason);
    }
}
