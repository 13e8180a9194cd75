namespace WorkDistribution.Functions.MapReduce.Orchestration;

/// <summary>What mapping a range of splits came to.</summary>
/// <param name="Done">Splits mapped.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Records">Their records.</param>
/// <param name="Failed">Splits given up.</param>
/// <param name="Stopped">Whether splits were left out because too many failed.</param>
internal sealed record MapTotals(int Done, long Bytes, long Records, IReadOnlyList<FailedSplit> Failed, bool Stopped)
{
    /// <summary>Nothing mapped yet.</summary>
    public static MapTotals None { get; } = new(0, 0, 0, [], false);

    /// <summary>Adds the totals of other splits.</summary>
    public MapTotals Add(MapTotals other) =>
        new(Done + other.Done, Bytes + other.Bytes, Records + other.Records, [.. Failed, .. other.Failed], Stopped || other.Stopped);
}
