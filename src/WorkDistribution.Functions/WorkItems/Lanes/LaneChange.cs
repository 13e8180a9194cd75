namespace WorkDistribution.Functions.WorkItems.Lanes;

/// <summary>What is to become of lanes and workers, in one transaction guarded by the versions read.</summary>
internal sealed class LaneChange
{
    /// <summary>Lanes as they are to be.</summary>
    public List<LaneEntry> Lanes { get; } = [];

    /// <summary>Workers as they are to be.</summary>
    public List<LaneMember> Members { get; } = [];

    /// <summary>Workers that are to be forgotten.</summary>
    public List<LaneMember> Gone { get; } = [];

    /// <summary>Whether nothing is to change.</summary>
    public bool IsEmpty => Lanes.Count + Members.Count + Gone.Count == 0;
}
