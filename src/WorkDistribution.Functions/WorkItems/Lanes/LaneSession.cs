using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using WorkDistribution.Functions.WorkItems.Items;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.WorkItems.Lanes;

/// <summary>
/// A time in which this process takes part in the work of lanes: it works through its own, takes from others when it has nothing to do,
/// renews and rebalances each second, and gives everything up when there was nothing to do for a while. It runs within a ticket, which
/// so counts as being in work; other tickets ask it through <see cref="Inbox"/>.
/// </summary>
internal sealed class LaneSession(LaneServices services, DurableTaskClient client)
{
    /// <summary>Functions have time limits: what is left then gets tickets.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>The end of a session whose host stops, or whose storage fails, must not take for ever.</summary>
    private static readonly TimeSpan LeaveTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Batches in work: while one comes to its end another keeps the pool busy.</summary>
    private const int MaxBatches = 2;

    private readonly List<Task> _batches = [];
    private readonly LaneInvitations _invitations = new(services.Tickets, services.Identity);
    private readonly long _started = services.Time.GetTimestamp();
    private TimeSpan _pause = ShortestPause;

    /// <summary>Where something was found last.</summary>
    private string? _loaded;

    /// <summary>Whether there was no room for a claim when it looked last, and whether the last claim got all that it asked for.</summary>
    private bool _isFull;
    private bool _wasCutOff;

    /// <summary>Whether there seems to be more than this process can do, which others may take: as of the last look.</summary>
    private bool _isOverloaded;

    /// <summary>When it looks for work next, when it renews next and when it last had something to do: since the start.</summary>
    private TimeSpan _nextLook;
    private TimeSpan _nextRound = Interval;
    private TimeSpan _lastWork;

    /// <summary>What the session is asked.</summary>
    public LaneInbox Inbox { get; } = new();

    private TimeSpan Elapsed => services.Time.GetElapsedTime(_started);

    /// <summary>Whether this process has workers with nothing to do.</summary>
    private bool MaySteal => services.Options.Value.Balancing && services.Running.Count() < services.Options.Value.Workers;

    /// <summary>Runs the session to its end.</summary>
    /// <param name="turn">Held while lanes are owned, since sessions of one process share them.</param>
    /// <param name="cancellationToken">Tells the handlers to stop; items and lanes are given back then.</param>
    public async Task RunAsync(SemaphoreSlim turn, CancellationToken cancellationToken)
    {
        try
        {
            await turn.WaitAsync(cancellationToken);
            try
            {
                await TakePartAsync(cancellationToken);
            }
            catch (Exception)
            {
                await LeaveEarlyAsync();
                throw;
            }
            finally
            {
                turn.Release();
            }
        }
        finally
        {
            Inbox.TryClose(force: true);
            _invitations.Release(Elapsed, all: true);
            await Task.WhenAll(_batches);
        }
    }

    private async Task TakePartAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await CollectAsync();
            while (Inbox.TryTake(out var next))
            {
                await ServeAsync(next.Request, next.Served, cancellationToken);
            }

            if (services.Membership.IsMember && Elapsed >= _nextRound)
            {
                await RoundAsync(cancellationToken);
            }

            if (services.Membership.IsMember && _batches.Count < MaxBatches && Elapsed >= _nextLook)
            {
                await LookAsync(cancellationToken);
            }

            _isOverloaded = services.Options.Value.Balancing && !MaySteal && (_batches.Count == MaxBatches || (_isFull && _wasCutOff));
            _invitations.Release(Elapsed, all: !_isOverloaded);
            var isOver = Elapsed >= Longest;
            var isQuiet = _batches.Count == 0 && (!services.Membership.IsMember || Elapsed - _lastWork >= services.Options.Value.LaneLinger);
            if ((isOver || isQuiet) && await TryEndAsync(isOver, cancellationToken))
            {
                return;
            }

            await Inbox.WaitAsync(Wait(), services.Time, cancellationToken);
        }
    }

    private TimeSpan Wait()
    {
        var looks = _batches.Count < MaxBatches && _nextLook < _nextRound;
        return services.Membership.IsMember ? (looks ? _nextLook : _nextRound) - Elapsed : Interval;
    }

    private async Task CollectAsync()
    {
        foreach (var ended in _batches.Where(static batch => batch.IsCompleted).ToList())
        {
            _batches.Remove(ended);
            _lastWork = Elapsed;
            await ended;
        }
    }

    private async Task ServeAsync(LaneRequest request, TaskCompletionSource<bool> served, CancellationToken cancellationToken)
    {
        try
        {
            if (!_isOverloaded || _loaded is not { } partition || !await _invitations.TryHoldAsync(request, served, partition, Elapsed, cancellationToken))
            {
                await ServeAsync(request, cancellationToken);
                served.SetResult(true);
            }
        }
        catch (Exception e)
        {
            // Its ticket fails as the session's own does, and comes again.
            served.SetException(e);
            throw;
        }
    }

    private async Task ServeAsync(LaneRequest request, CancellationToken cancellationToken)
    {
        var (membership, claimer) = (services.Membership, services.Claimer);
        if (request.Owner is { } owner)
        {
            if (await membership.TakeOverAsync(owner, cancellationToken) is { } until)
            {
                // The ticket came early; another comes when it is time.
                await services.Tickets.SendOwnerAsync(owner, until, cancellationToken);
            }

            // Tickets of lanes that it did not own yet may be lost with it.
            services.Rebalancer.SearchSoon();
            _nextRound = Elapsed;
        }
        else if (await FindLaneAsync(request, cancellationToken) is { } partition)
        {
            var lane = WorkItemId.NumberOf(partition);
            if (!membership.Lanes.Contains(lane)
                && (await membership.JoinAsync([lane], cancellationToken)).Count == 0
                && MaySteal
                && await TryStartAsync(max => claimer.StealAsync(partition, max, cancellationToken), cancellationToken)
                && !membership.IsMember)
            {
                // Without lanes so far, but with time for more.
                await membership.JoinAsync([], cancellationToken);
            }
        }

        LookSoon();
    }

    /// <summary>A member looks for more by itself when it has nothing to do.</summary>
    private async Task<string?> FindLaneAsync(LaneRequest request, CancellationToken cancellationToken) =>
        request.Partition ?? (services.Membership.IsMember ? null : await services.Claimer.FindMostLoadedAsync(cancellationToken));

    /// <summary>Claims a batch and starts to run it: from its own lanes, from those it was granted, or by stealing.</summary>
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var (membership, claimer) = (services.Membership, services.Claimer);
        if ((membership.Lanes.Count > 0 && await TryStartAsync(max => claimer.ClaimAsync(membership.Lanes, max, cancellationToken), cancellationToken))
            || (membership.Granted > 0 && await TryStartAsync(max => ClaimGrantedAsync(max, cancellationToken), cancellationToken))
            || (MaySteal && await TryStartAsync(max => claimer.StealAsync(membership.Lanes, max, cancellationToken), cancellationToken)))
        {
            LookSoon();
        }
        else
        {
            LookLater();
        }
    }

    private async Task<ClaimedBatch> ClaimGrantedAsync(int max, CancellationToken cancellationToken)
    {
        var membership = services.Membership;
        var batch = await services.Claimer.ClaimGrantedAsync(membership.GrantedLane, Math.Min(max, membership.Granted), cancellationToken);
        membership.Take(batch.IsEmpty ? membership.Granted : batch.Count);
        return batch;
    }

    private async Task<bool> TryStartAsync(Func<int, Task<ClaimedBatch>> claim, CancellationToken cancellationToken)
    {
        using var share = services.Room.TryTake();
        if (_isFull = share is null)
        {
            return false;
        }

        var started = services.Time.GetTimestamp();
        var batch = await claim(share!.Size);
        if (batch.IsEmpty)
        {
            return false;
        }

        (_loaded, _wasCutOff) = (batch.Partition, batch.Count >= share.Size);
        _batches.Add(RunBatchAsync(batch, started, cancellationToken));
        _lastWork = Elapsed;
        return true;
    }

    private async Task RunBatchAsync(ClaimedBatch batch, long started, CancellationToken cancellationToken)
    {
        try
        {
            await services.Worker.RunAsync(batch, started, cancellationToken);
        }
        finally
        {
            Inbox.Wake();
        }
    }

    /// <summary>Renews, rebalances and learns what the levels need.</summary>
    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        _nextRound = Elapsed + Interval;
        var before = services.Membership.Lanes;
        try
        {
            // Calls that hang must not keep the next round from renewing.
            using var limit = new CancellationTokenSource(services.Options.Value.LaneLease / 3, services.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            await services.Rebalancer.RunAsync(await services.Membership.KeepAsync(either.Token), either.Token);
            await InviteAsync(either.Token);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            services.Logger.LogWarning("Lanes could not be renewed or rebalanced now; that will be tried again: {Reason}", (e.InnerException ?? e).Message.Split('\n')[0]);
        }

        if (services.Membership.Granted > 0 || services.Membership.Lanes.Except(before).Any())
        {
            LookSoon();
        }

        await services.Board.RefreshAsync(client, cancellationToken);
    }

    /// <summary>
    /// Sends a ticket while there is more than this process can do. The tickets of a lane are often gone before another worker sees one, and
    /// only a ticket makes an idle worker steal, or a new one start.
    /// </summary>
    private async Task InviteAsync(CancellationToken cancellationToken)
    {
        if (_isOverloaded && _loaded is { } partition)
        {
            await _invitations.SendAsync(partition, Elapsed, cancellationToken);
        }
    }

    private async Task<bool> TryEndAsync(bool force, CancellationToken cancellationToken)
    {
        if (services.Membership.IsMember && !await TryLeaveAsync(force, cancellationToken) && !force)
        {
            // It was given something at the last moment.
            _lastWork = Elapsed;
            LookLater();
            return false;
        }

        return Inbox.TryClose(force);
    }

    /// <summary>
    /// Gives up all lanes. Other workers left them alone so far, so they are looked at once more: whatever comes later finds them free.
    /// </summary>
    private async Task<bool> TryLeaveAsync(bool force, CancellationToken cancellationToken)
    {
        if (await services.Membership.TryLeaveAsync(force, cancellationToken) is not { } lanes)
        {
            return false;
        }

        foreach (var partition in await services.Claimer.FindLanesAsync(lanes, cancellationToken))
        {
            await services.Tickets.SendAsync(partition, cancellationToken);
        }

        await services.Insurance.EndAsync(cancellationToken);
        return true;
    }

    private async Task LeaveEarlyAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(LeaveTimeout, services.Time);
            if (services.Membership.IsMember)
            {
                await TryLeaveAsync(force: true, limit.Token);
            }
        }
        catch (Exception e)
        {
            services.Logger.LogWarning("Lanes could not be given up, and are taken over when their lease has ended: {Reason}", (e.InnerException ?? e).Message.Split('\n')[0]);
        }
    }

    private void LookSoon() => (_pause, _nextLook) = (ShortestPause, Elapsed);

    private void LookLater()
    {
        _nextLook = Elapsed + _pause;
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
    }
}
