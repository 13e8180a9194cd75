using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.WorkItems.Lanes;

/// <summary>
/// A ticket that comes when this process is gone: it is put off whenever the leases are renewed, and taken back at the end. Whoever gets
/// it takes over the lanes of this process.
/// </summary>
internal sealed class LaneInsurance(TicketQueue tickets, WorkerIdentity worker)
{
    /// <summary>The leases must have ended when the ticket comes, although clocks differ a little.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private TicketReceipt? _sent;

    /// <summary>Has the ticket come a moment after a time. Call it before the leases are renewed until then.</summary>
    public async Task PutOffAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        // The old one may have come already, when this process was paused; then there is need for another.
        _sent = (_sent is { } sent ? await tickets.TryPutOffAsync(sent, worker.Name, until + Margin, cancellationToken) : null)
            ?? await tickets.SendOwnerAsync(worker.Name, until + Margin, cancellationToken);
    }

    /// <summary>Takes the ticket back.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_sent is { } sent)
        {
            _sent = null;
            await tickets.TryTakeBackAsync(sent, cancellationToken);
        }
    }
}
