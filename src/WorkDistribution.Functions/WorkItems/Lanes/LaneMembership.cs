using Microsoft.Extensions.Options;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.WorkItems.Lanes;

/// <summary>
/// The lanes of this process, as of its last look at the table. Others may give it lanes, or take some away; what it learns of that a
/// moment late costs affinity, not correctness, since items have leases of their own. One session uses it at a time.
/// </summary>
internal sealed class LaneMembership(
    LaneTable table, LaneInsurance insurance, WorkerIdentity worker, IOptions<WorkItemsOptions> options, TimeProvider time)
{
    private const int MaxTries = 5;

    private readonly TimeSpan _lease = options.Value.LaneLease;
    private IReadOnlyList<int> _lanes = [];
    private DateTimeOffset _until;
    private int _granted;

    /// <summary>Items taken of those granted, that the table does not know of yet.</summary>
    private int _taken;

    /// <summary>The lanes that it owns; none while its lease has ended, until it is renewed.</summary>
    public IReadOnlyList<int> Lanes => _until > time.GetUtcNow() ? _lanes : [];

    /// <summary>Whether it takes part: it has lanes, or may be given some.</summary>
    public bool IsMember { get; private set; }

    /// <summary>A lane of another from which it is to take <see cref="Granted"/> items.</summary>
    public int GrantedLane { get; private set; }

    /// <summary>Items that it is to take from <see cref="GrantedLane"/>.</summary>
    public int Granted => Math.Max(0, _granted - _taken);

    /// <summary>Takes note that granted items were taken, or all of them when there are no more.</summary>
    public void Take(int items) => _taken += items;

    /// <summary>Takes lanes that nobody owns, as far as they are.</summary>
    /// <param name="wanted">The lanes; none to take part without.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>The lanes of those wanted that it owns now.</returns>
    public async Task<IReadOnlyList<int>> JoinAsync(IReadOnlyCollection<int> wanted, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var now = time.GetUtcNow();
            var snapshot = await table.ReadAsync(cancellationToken);
            var free = wanted.Where(lane => !snapshot.Lane(lane).IsHeldByOther(worker.Name, now)).ToList();
            if (wanted.Count > 0 && free.Count == 0)
            {
                return [];
            }

            if (await TryCommitAsync(snapshot, now, free, [], cancellationToken))
            {
                return free;
            }
        }

        // Others were faster each time: the lanes are theirs by now.
        return [];
    }

    /// <summary>Takes over the lanes of a worker that is gone, and takes part even if it had none.</summary>
    /// <returns>When that worker is gone if it does not renew, or when to try again; null when it is gone and its lanes have another owner.</returns>
    public async Task<DateTimeOffset?> TakeOverAsync(string owner, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var now = time.GetUtcNow();
            var snapshot = await table.ReadAsync(cancellationToken);
            var member = snapshot.Members.GetValueOrDefault(owner);
            if (member?.Until > now)
            {
                return member.Until;
            }

            LaneMember[] gone = member is null ? [] : [member];
            var left = snapshot.Of(owner).Select(static lane => lane.Lane).ToList();
            if (left.Count + gone.Length == 0 || await TryCommitAsync(snapshot, now, left, gone, cancellationToken))
            {
                return null;
            }
        }

        return time.GetUtcNow() + _lease;
    }

    /// <summary>Looks at the table and renews what is due.</summary>
    /// <returns>What it read.</returns>
    public async Task<LaneSnapshot> KeepAsync(CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            var now = time.GetUtcNow();
            var snapshot = await table.ReadAsync(cancellationToken);
            var isDue = _until - now <= _lease * 2 / 3 || _taken > 0 || !snapshot.Members.ContainsKey(worker.Name);
            if (!isDue || tries == MaxTries)
            {
                // Others kept changing it: there is time left for the next look.
                Note(snapshot);
                return snapshot;
            }

            if (await TryCommitAsync(snapshot, now, [], [], cancellationToken))
            {
                return await table.ReadAsync(cancellationToken);
            }
        }
    }

    /// <summary>Gives up all lanes.</summary>
    /// <param name="force">Also when it was given some since it looked last.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>The lanes given up; null when it goes on.</returns>
    public async Task<IReadOnlyList<int>?> TryLeaveAsync(bool force, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var snapshot = await table.ReadAsync(cancellationToken);
            var before = _lanes;
            Note(snapshot);
            if (!force && (Granted > 0 || _lanes.Except(before).Any()))
            {
                return null;
            }

            var change = new LaneChange();
            change.Lanes.AddRange(snapshot.Of(worker.Name).Select(static lane => lane with { Owner = null, Until = default }));
            change.Gone.AddRange(snapshot.Members.Values.Where(member => member.Name == worker.Name));
            if (await table.TryChangeAsync(change, cancellationToken))
            {
                (var left, _lanes) = (_lanes, []);
                (IsMember, _until, _granted, _taken) = (false, default, 0, 0);
                return left;
            }
        }

        return null;
    }

    private async Task<bool> TryCommitAsync(
        LaneSnapshot snapshot, DateTimeOffset now, List<int> added, LaneMember[] gone, CancellationToken cancellationToken)
    {
        var until = now + _lease;
        var mine = snapshot.Of(worker.Name).Select(static lane => lane.Lane).Union(added).Order().ToList();
        var known = snapshot.Members.GetValueOrDefault(worker.Name) ?? new LaneMember(worker.Name, until);
        var me = known with { Until = until, Granted = Math.Max(0, known.Granted - _taken) };
        var change = new LaneChange();
        change.Lanes.AddRange(mine.Select(lane => snapshot.Lane(lane) with { Owner = worker.Name, Until = until }));
        change.Members.Add(me);
        change.Gone.AddRange(gone.Where(member => member.Name != worker.Name));

        // In this order: a process that ends between the two is missed a little late, not never.
        await insurance.PutOffAsync(until, cancellationToken);
        if (!await table.TryChangeAsync(change, cancellationToken))
        {
            return false;
        }

        (_lanes, _until, _granted, _taken, GrantedLane, IsMember) = (mine, until, me.Granted, 0, me.GrantedLane, true);
        return true;
    }

    private void Note(LaneSnapshot snapshot)
    {
        _lanes = [.. snapshot.Of(worker.Name).Select(static lane => lane.Lane)];
        var me = snapshot.Members.GetValueOrDefault(worker.Name);
        (_granted, GrantedLane) = (me?.Granted ?? 0, me?.GrantedLane ?? 0);
    }
}
