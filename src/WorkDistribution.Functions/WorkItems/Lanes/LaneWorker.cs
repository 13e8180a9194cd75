using Microsoft.DurableTask.Client;

namespace WorkDistribution.Functions.WorkItems.Lanes;

/// <summary>Serves the tickets of lanes: the first starts a session, those that come while it runs are served by it.</summary>
internal sealed class LaneWorker(LaneServices services) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private LaneSession? _session;

    /// <summary>Serves a ticket; for as long as there is work when it is the first.</summary>
    /// <param name="request">What the ticket wants.</param>
    /// <param name="client">Reads the counters of the levels.</param>
    /// <param name="cancellationToken">Tells the handlers to stop; items and lanes are given back then.</param>
    public async Task RunAsync(LaneRequest request, DurableTaskClient client, CancellationToken cancellationToken)
    {
        while (true)
        {
            LaneSession session;
            var isNew = false;
            Task<bool>? served;
            lock (_gate)
            {
                served = _session?.Inbox.TryAsk(request);
                if (served is null)
                {
                    isNew = true;
                    _session = new LaneSession(services, client);
                    served = _session.Inbox.TryAsk(request);
                }

                session = _session!;
            }

            if (isNew)
            {
                await session.RunAsync(_turn, cancellationToken);
            }

            if (await served!.WaitAsync(cancellationToken))
            {
                return;
            }
        }
    }

    public void Dispose() => _turn.Dispose();
}
