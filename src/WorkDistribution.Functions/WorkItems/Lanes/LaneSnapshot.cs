namespace WorkDistribution.Functions.WorkItems.Lanes;

/// <summary>Lanes and workers as one query read them.</summary>
/// <param name="Lanes">The lanes that ever had an owner, by number.</param>
/// <param name="Members">The workers, by name.</param>
internal sealed record LaneSnapshot(IReadOnlyDictionary<int, LaneEntry> Lanes, IReadOnlyDictionary<string, LaneMember> Members)
{
    /// <summary>A lane; one without an owner when it never had one.</summary>
    public LaneEntry Lane(int lane) => Lanes.GetValueOrDefault(lane) ?? new LaneEntry(lane, null, default);

    /// <summary>The lanes in a worker's name, whether or not the lease has ended.</summary>
    public IEnumerable<LaneEntry> Of(string worker) => Lanes.Values.Where(lane => lane.Owner == worker).OrderBy(static lane => lane.Lane);

    /// <summary>Whether a worker is there.</summary>
    public bool IsLive(string worker, DateTimeOffset now) => Members.TryGetValue(worker, out var member) && member.Until > now;

    /// <summary>The workers that are there, in the order of their names.</summary>
    public IReadOnlyList<LaneMember> Live(DateTimeOffset now) =>
        [.. Members.Values.Where(member => member.Until > now).OrderBy(static member => member.Name, StringComparer.Ordinal)];
}
