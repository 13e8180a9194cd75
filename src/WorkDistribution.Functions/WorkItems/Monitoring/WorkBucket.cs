using System.Text.Json.Serialization;
using WorkDistribution.Functions.WorkItems.Backups;
using WorkDistribution.Functions.WorkItems.Lanes;

namespace WorkDistribution.Functions.WorkItems.Monitoring;

/// <summary>What happened in one span of a <see cref="WorkTimeline"/>.</summary>
internal sealed class WorkBucket
{
    /// <summary>When the span begins, in seconds since 1970.</summary>
    public long Start { get; set; }

    /// <summary>Its outcomes, one entry a level; as many as were reported.</summary>
    public List<LevelOutcomes> Levels { get; set; } = [];

    /// <summary>
    /// Sum over what came and went of how long after the start it did, in seconds; what went counts negative. With it the depth within the
    /// span is known to the moment in the mean.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Moment { get; set; }

    /// <summary>From the submission of an item to the record that it completed or failed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimingHistogram? Latencies { get; set; }

    /// <summary>From when an item could be claimed to the claim, by attempt.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimingHistogram? Waits { get; set; }

    /// <summary>How long handlers took, by attempt.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimingHistogram? Durations { get; set; }

    /// <summary>Stealing within the pools of the processes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public StealCount Steals { get; set; }

    /// <summary>What was done about affinity lanes.</summary>
    public LaneReport Lanes { get; set; } = LaneReport.None;

    /// <summary>Backups of slow attempts.</summary>
    public BackupReport Backups { get; set; } = BackupReport.None;

    /// <summary>How long the workers of pools were busy, in milliseconds, summed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double BusyMs { get; set; }

    /// <summary>The outcomes of all levels.</summary>
    [JsonIgnore]
    public LevelOutcomes All => Levels.Aggregate(new LevelOutcomes(), static (sum, level) => sum + level);

    /// <summary>The outcomes of a level; zeros if it was never reported.</summary>
    public LevelOutcomes Of(int level) => level < Levels.Count ? Levels[level] : new LevelOutcomes();

    /// <summary>Adds outcomes of a level.</summary>
    /// <param name="level">The level.</param>
    /// <param name="outcomes">The outcomes.</param>
    /// <param name="second">When they happened, in seconds since 1970.</param>
    public void Add(int level, LevelOutcomes outcomes, double second)
    {
        Add(level, outcomes);
        Moment = Rounded(Moment + (outcomes.Growth * (second - Start)));
    }

    /// <summary>Adds what another bucket has, which begins as this one does or later.</summary>
    public void Add(WorkBucket other)
    {
        for (var level = 0; level < other.Levels.Count; level++)
        {
            Add(level, other.Levels[level]);
        }

        // By another machine's clock it may begin when this one has long ended.
        Moment = Rounded(Moment + other.Moment + (other.All.Growth * Math.Clamp(other.Start - Start, 0, WorkTimeline.CoarseSeconds)));
        Latencies = Sum(Latencies, other.Latencies);
        Waits = Sum(Waits, other.Waits);
        Durations = Sum(Durations, other.Durations);
        Steals += other.Steals;
        Lanes += other.Lanes;
        Backups += other.Backups;
        BusyMs = Rounded(BusyMs + other.BusyMs);
    }

    private void Add(int level, LevelOutcomes outcomes)
    {
        while (Levels.Count <= level)
        {
            Levels.Add(new LevelOutcomes());
        }

        Levels[level] += outcomes;
    }

    /// <summary>Short in JSON.</summary>
    private static double Rounded(double value) => Math.Round(value, 3);

    private static TimingHistogram? Sum(TimingHistogram? a, TimingHistogram? b)
    {
        if (b is not null)
        {
            // Never the other's own: it would change with this one.
            (a ??= new TimingHistogram()).Add(b);
        }

        return a;
    }
}
