using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>The current activity, which continues the caller's trace, else the trace of the caller, else one of the invocation's own.</summary>
internal sealed class LocalTraceContext(TriggerInput input) : TraceContext
{
    public override string TraceParent { get; } = Activity.Current?.Id
        ?? input.TraceParent
        ?? $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00";

    public override string TraceState { get; } = Activity.Current is { } current
        ? current.TraceStateString ?? string.Empty
        : input.TraceState ?? string.Empty;
}
