using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>The trace of the caller if it is known, else the current activity's, else a trace of the invocation's own.</summary>
internal sealed class LocalTraceContext(TriggerInput input) : TraceContext
{
    public override string TraceParent { get; } = input.TraceParent
        ?? Activity.Current?.Id
        ?? $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00";

    public override string TraceState { get; } = input.TraceState ?? Activity.Current?.TraceStateString ?? string.Empty;
}
