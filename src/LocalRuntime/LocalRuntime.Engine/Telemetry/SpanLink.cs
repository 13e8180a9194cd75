using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace WorkDistribution.LocalRuntime.Engine.Telemetry;

/// <summary>
/// A span that is known before it is recorded: its place in the trace travels with stored rows, so that what it causes
/// points to it across restarts, and it is recorded once, when its outcome is durable.
/// </summary>
internal sealed record SpanLink(ActivityTraceId TraceId, ActivitySpanId Parent, ActivitySpanId Id, ActivityTraceFlags Flags, string? State)
{
    private const int TraceIdAt = 0;
    private const int ParentAt = 33;
    private const int IdAt = 50;
    private const int FlagsAt = 67;
    private const int Length = 69;

    /// <summary>The span itself, as the parent of others.</summary>
    public ActivityContext Context => new(TraceId, Id, Flags, State, isRemote: true);

    public ActivityContext ParentContext => new(TraceId, Parent, Flags, State, isRemote: true);

    /// <summary>A span to come whose parent is the given one; null if that is not recorded.</summary>
    [return: NotNullIfNotNull(nameof(parent))]
    public static SpanLink? Under(Activity? parent) => parent is null
        ? null
        : new SpanLink(parent.TraceId, parent.SpanId, ActivitySpanId.CreateRandom(), parent.ActivityTraceFlags, parent.TraceStateString);

    /// <summary>The span as the sender of a message; null if it is not recorded.</summary>
    [return: NotNullIfNotNull(nameof(span))]
    public static SpanLink? Of(Activity? span) => span is null
        ? null
        : new SpanLink(span.TraceId, span.ParentSpanId, span.SpanId, span.ActivityTraceFlags, span.TraceStateString);

    public SpanLink NewChild() => this with { Parent = Id, Id = ActivitySpanId.CreateRandom() };

    /// <summary>Another span of the same parent.</summary>
    public SpanLink NewSibling() => this with { Id = ActivitySpanId.CreateRandom() };

    /// <summary>The stored form: the four ids in hexadecimal, then the trace state if there is one.</summary>
    public override string ToString() =>
        $"{TraceId.ToHexString()}-{Parent.ToHexString()}-{Id.ToHexString()}-{(int)Flags:x2}{(string.IsNullOrEmpty(State) ? null : ";" + State)}";

    /// <summary>Null if the text is not one: a trace that is lost must not stop what it traces.</summary>
    public static SpanLink? Parse(string? text)
    {
        if (text is null || text.Length < Length || (text.Length > Length && text[Length] != ';'))
        {
            return null;
        }

        try
        {
            var flags = text[FlagsAt + 1] == '1' ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None;
            return new SpanLink(
                ActivityTraceId.CreateFromString(text.AsSpan(TraceIdAt, 32)),
                ActivitySpanId.CreateFromString(text.AsSpan(ParentAt, 16)),
                ActivitySpanId.CreateFromString(text.AsSpan(IdAt, 16)),
                flags,
                text.Length > Length + 1 ? text[(Length + 1)..] : null);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
