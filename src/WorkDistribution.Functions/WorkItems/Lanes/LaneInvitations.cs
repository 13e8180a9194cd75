using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.WorkItems.Lanes;

/// <summary>
/// Invitations of a session that has more than it can do: tickets that make whoever is free steal. The host of this process often takes
/// one before an idle process looks. Then a copy goes on, and the ticket is held back for a while: a host runs few tickets at a time, and
/// while that many are in work it leaves the copy in the queue.
/// </summary>
internal sealed class LaneInvitations(TicketQueue tickets, WorkerIdentity worker)
{
    /// <summary>Time between invitations of which nothing is heard.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>An idle process looks every 2 s at least. The items of other tickets do not wait for longer than that, and a round.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(2);

    /// <summary>With the ticket of the session they are what the host that comes with the app runs before it leaves others alone.</summary>
    private const int MaxHeld = 2;

    private readonly List<(TaskCompletionSource<bool> Served, TimeSpan Until)> _held = [];
    private TimeSpan _next;
    private int _number;

    /// <summary>Sends an invitation, unless one is under way.</summary>
    /// <param name="partition">A lane with work.</param>
    /// <param name="now">Time since the start of the session.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task SendAsync(string partition, TimeSpan now, CancellationToken cancellationToken)
    {
        if (now >= _next)
        {
            _next = now + Interval;
            await SendAsync(partition, ++_number, TimeSpan.Zero, cancellationToken);
        }
    }

    /// <summary>Holds the latest invitation back when it is one of this session that came back, and sends its copy.</summary>
    /// <param name="request">What came.</param>
    /// <param name="served">Completed when it was held back for long enough.</param>
    /// <param name="partition">A lane with work.</param>
    /// <param name="now">Time since the start of the session.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether it is held; if not, it is the caller's to serve.</returns>
    public async Task<bool> TryHoldAsync(
        LaneRequest request, TaskCompletionSource<bool> served, string partition, TimeSpan now, CancellationToken cancellationToken)
    {
        if (request.From != worker.Name || request.Number != _number)
        {
            return false;
        }

        // With one process the copy comes back when the first that is held has ended; until then there is no need for another.
        var isHeld = _held.Count < MaxHeld;
        _next = now + Hold + (2 * Interval);
        await SendAsync(partition, _number, isHeld ? TimeSpan.Zero : Interval, cancellationToken);
        if (isHeld)
        {
            _held.Add((served, now + Hold));
        }

        return isHeld;
    }

    /// <summary>Lets go of what was held back for long enough, or of all.</summary>
    public void Release(TimeSpan now, bool all)
    {
        foreach (var ticket in _held.Where(ticket => all || ticket.Until <= now).ToList())
        {
            _held.Remove(ticket);
            ticket.Served.SetResult(true);
        }
    }

    private Task SendAsync(string partition, int number, TimeSpan delay, CancellationToken cancellationToken) =>
        tickets.SendInvitationAsync(partition, worker.Name, number, delay, cancellationToken);
}
