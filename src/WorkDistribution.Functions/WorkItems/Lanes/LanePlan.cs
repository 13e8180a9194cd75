using WorkDistribution.Core.Balancing;

namespace WorkDistribution.Functions.WorkItems.Lanes;

/// <summary>What a round of the rebalancer does, worked out of what it read.</summary>
/// <param name="Change">The change.</param>
/// <param name="Lanes">Lanes that move from one worker to another; those of workers that are gone do not count.</param>
/// <param name="Items">Items that move.</param>
internal sealed record LanePlan(LaneChange Change, int Lanes, long Items)
{
    /// <summary>Workers that are given something, and workers that are forgotten, in a round: with all 64 lanes, it fits a transaction.</summary>
    private const int MaxChanged = 30;
    private const int MaxGone = 5;

    /// <summary>Plans a round.</summary>
    /// <param name="snapshot">Lanes and workers.</param>
    /// <param name="items">Claimable items of lanes, of all levels, as far as they are known.</param>
    /// <param name="threshold">Items that are left to the owner of a lane unless the whole lane moves; null when no items are to move.</param>
    /// <param name="now">The present time.</param>
    public static LanePlan Make(LaneSnapshot snapshot, IReadOnlyDictionary<int, long> items, int? threshold, DateTimeOffset now)
    {
        var live = snapshot.Live(now);
        return live.Count == 0 ? new LanePlan(new LaneChange(), 0, 0) : new Round(snapshot, live, items, threshold, now).Make();
    }

    private sealed class Round(
        LaneSnapshot snapshot, IReadOnlyList<LaneMember> live, IReadOnlyDictionary<int, long> items, int? threshold, DateTimeOffset now)
    {
        private readonly Dictionary<int, LaneEntry> _lanes = [];
        private readonly LaneMember[] _members = [.. live];
        private readonly HashSet<int> _changed = [];

        public LanePlan Make()
        {
            var change = new LaneChange();
            change.Gone.AddRange(snapshot.Members.Values.Where(member => member.Until <= now).Take(MaxGone));
            foreach (var orphan in Orphans().Take(MaxChanged - 1).ToList())
            {
                // Without counts, to who has the fewest lanes.
                var loads = Loads();
                Give(orphan, Enumerable.Range(0, _members.Length).MinBy(member => (loads[member], Of(_members[member].Name).Count())));
            }

            var (lanes, moved) = (0, 0L);
            if (threshold is { } kept)
            {
                foreach (var move in new LoadRebalancer().Plan(Loads()).TakeWhile(_ => _changed.Count < MaxChanged))
                {
                    var (given, count) = Move(move, kept);
                    lanes += given;
                    moved += count;
                }
            }

            change.Lanes.AddRange(_lanes.Values);

            // Whoever is given something is part of the change, so that it cannot leave at the same time without noticing.
            change.Members.AddRange(_changed.Select(member => _members[member]));
            return new LanePlan(change, lanes, moved);
        }

        /// <summary>Lanes whose owner is gone, and those with items that nobody owns, since their tickets may have been lost with a worker.</summary>
        private IEnumerable<LaneEntry> Orphans() => snapshot.Lanes.Keys.Union(items.Keys).Order().Select(snapshot.Lane)
            .Where(lane => !lane.IsHeld(now) && (lane.Owner is { } owner ? !snapshot.IsLive(owner, now) : Items(lane.Lane) > 0));

        private long[] Loads() => [.. _members.Select(member =>
            Math.Max(0, Of(member.Name).Sum(lane => Math.Max(0, Items(lane.Lane) - GrantedFrom(lane.Lane))) + member.Granted))];

        /// <summary>Moves whole lanes, the largest first, as far as they fit; the rest as a grant.</summary>
        private (int Lanes, long Items) Move(LoadMove move, int kept)
        {
            var left = move.Items;
            var lanes = 0;
            foreach (var lane in Of(_members[move.From].Name).OrderByDescending(lane => Items(lane.Lane)).ToList())
            {
                if (Items(lane.Lane) is > 0 and var count && count <= left)
                {
                    Give(lane, move.To);
                    lanes++;
                    left -= count;
                }
            }

            // A worker works off one grant at a time.
            var most = Of(_members[move.From].Name).MaxBy(lane => Items(lane.Lane));
            if (left > 0 && most is not null && _members[move.To].Granted == 0)
            {
                var granted = Math.Min(left, Items(most.Lane) - GrantedFrom(most.Lane) - kept);
                if (granted > 0)
                {
                    _members[move.To] = _members[move.To] with { GrantedLane = most.Lane, Granted = (int)granted };
                    _changed.Add(move.To);
                    left -= granted;
                }
            }

            return (lanes, move.Items - left);
        }

        private void Give(LaneEntry lane, int member)
        {
            _lanes[lane.Lane] = lane with { Owner = _members[member].Name, Until = _members[member].Until };
            _changed.Add(member);
        }

        private IEnumerable<LaneEntry> Of(string owner) => snapshot.Lanes.Values.Where(lane => !_lanes.ContainsKey(lane.Lane)).Concat(_lanes.Values)
            .Where(lane => lane.Owner == owner)
            .OrderBy(static lane => lane.Lane);

        private long Items(int lane) => items.GetValueOrDefault(lane);

        private long GrantedFrom(int lane) => _members.Where(member => member.GrantedLane == lane).Sum(static member => (long)member.Granted);
    }
}
