namespace WorkDistribution.Functions.Tests.Support;

/// <summary>The system's clock, some time ahead; timers run as usual.</summary>
internal sealed class ShiftedTime(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
