using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>The current activity, which continues the caller's trace, else the trace of the caller, else one of the invocation's own.</summary>
internal sealed class LocalTraceContext(TriggerInput input) : TraceContext
{
    private readonly Activity? _current = Activity.Current;

    public override string TraceParent => field ??=
        _current?.Id ?? input.TraceParent ?? $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00";

    public override string TraceState => (_current is null ? input.TraceState : _current.TraceStateString) ?? string.Empty;
}
