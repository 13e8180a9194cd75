using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace WorkDistribution.LocalRuntime.Engine.Telemetry;

/// <summary>
/// Gives an activity the span id it was promised under. <see cref="Activity"/> has no public way to choose it, so the
/// official SDK sets the same field; nothing has read the id yet when this is called.
/// </summary>
internal static class SpanIdentity
{
    public static void Set(Activity activity, ActivitySpanId id) => Field(activity) = id.ToHexString();

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_spanId")]
    private static extern ref string? Field(Activity activity);
}
