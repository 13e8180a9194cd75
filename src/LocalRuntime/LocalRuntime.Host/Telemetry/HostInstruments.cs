using System.Diagnostics.Metrics;
using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Telemetry;

/// <summary>Every metric of the host. Nothing is measured that nobody listens to.</summary>
internal sealed class HostInstruments(TimeProvider time)
{
    private static readonly Meter _meter = new(HostTelemetry.MeterName);

    private readonly Counter<long> _invocations = _meter.CreateCounter<long>("faas.invocations", "{invocation}", "Invocations that succeeded.");
    private readonly Counter<long> _errors = _meter.CreateCounter<long>("faas.errors", "{error}", "Invocations that failed.");
    private readonly Histogram<double> _duration = _meter.CreateHistogram<double>("faas.invoke_duration", "s", "Time an invocation takes.");
    private readonly Counter<long> _processed = _meter.CreateCounter<long>(
        "azure_functions.queue.messages.processed", "{message}", "Queue messages whose function succeeded.");

    private readonly Counter<long> _poisoned = _meter.CreateCounter<long>(
        "azure_functions.queue.messages.poisoned", "{message}", "Queue messages that moved to a poison queue.");

    /// <summary>A time stamp if the duration is wanted, else 0.</summary>
    public long Begin() => _duration.Enabled ? time.GetTimestamp() : 0;

    public void Ended(FunctionDescriptor function, long begun, Exception? failure)
    {
        KeyValuePair<string, object?> name = new("faas.name", function.Name);
        KeyValuePair<string, object?> trigger = new("faas.trigger", TriggerOf(function));
        (failure is null ? _invocations : _errors).Add(1, name, trigger);
        if (begun == 0)
        {
            return;
        }

        var seconds = time.GetElapsedTime(begun).TotalSeconds;
        if (failure is null)
        {
            _duration.Record(seconds, name, trigger);
        }
        else
        {
            _duration.Record(seconds, name, trigger, new("error.type", failure.GetType().FullName));
        }
    }

    /// <summary>The trigger in the words of the semantic conventions.</summary>
    private static string TriggerOf(FunctionDescriptor function) => function.TriggerType switch
    {
        BindingTypes.HttpTrigger => "http",
        BindingTypes.TimerTrigger => "timer",
        BindingTypes.QueueTrigger => "pubsub",
        _ => "other",
    };

    public void MessageProcessed(string queue) => _processed.Add(1, new KeyValuePair<string, object?>("messaging.destination.name", queue));

    public void MessagePoisoned(string queue) => _poisoned.Add(1, new KeyValuePair<string, object?>("messaging.destination.name", queue));
}
