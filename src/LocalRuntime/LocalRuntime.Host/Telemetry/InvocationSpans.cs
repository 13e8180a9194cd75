using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Invocation;

namespace WorkDistribution.LocalRuntime.Host.Telemetry;

/// <summary>The spans of invocations, named as by the official worker. Those of Durable functions are the engine's.</summary>
internal static class InvocationSpans
{
    private static readonly ActivitySource _source = new(HostTelemetry.ActivitySourceName);

    /// <summary>The span under which the function runs: below the web server's, the caller's if that is known, or a trace of its own.</summary>
    public static Activity? Start(FunctionDescriptor function, TriggerInput input, string invocationId)
    {
        if (!_source.HasListeners())
        {
            return null;
        }

        ActivityContext parent = default;
        if (Activity.Current is null)
        {
            ActivityContext.TryParse(input.TraceParent, input.TraceState, isRemote: true, out parent);
        }

        var kind = function.Trigger is QueueTriggerAttribute ? ActivityKind.Consumer : ActivityKind.Internal;
        var span = _source.StartActivity("function " + function.Name, kind, parent);
        span?.SetTag("faas.name", function.Name);
        span?.SetTag("faas.invocation_id", invocationId);
        span?.SetTag("faas.trigger", TriggerOf(function));
        return span;
    }

    public static void Fail(Activity? span, Exception failure)
    {
        span?.SetStatus(ActivityStatusCode.Error, failure.Message);
        span?.AddException(failure);
    }

    /// <summary>The trigger in the words of the semantic conventions.</summary>
    public static string TriggerOf(FunctionDescriptor function) => function.Trigger switch
    {
        HttpTriggerAttribute => "http",
        TimerTriggerAttribute => "timer",
        QueueTriggerAttribute => "pubsub",
        _ => "other",
    };
}
