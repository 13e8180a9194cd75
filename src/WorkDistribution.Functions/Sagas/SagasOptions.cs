namespace WorkDistribution.Functions.Sagas;

/// <summary>Settings <c>Sagas__…</c>, checked when the app starts.</summary>
internal sealed class SagasOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sagas";

    /// <summary>Largest request body in bytes, 256 to 32,768. Default 8 KiB: the history holds it once for every attempt. Put more into an object and name that.</summary>
    public int MaxRequestBytes { get; set; } = 8 * 1024;

    /// <summary>How long a parked step waits for an operator before it is tried once more by itself, 1 s to 30 days. Default 1 day.</summary>
    public TimeSpan ParkedRetryInterval { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// For drills: share of the attempts of actions and compensations that fail, 0 to 1, half of them before their effect and half
    /// after it. Default 0.
    /// </summary>
    public double DrillFailureRate { get; set; }
}
