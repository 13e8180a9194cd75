using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace BenchmarkApp;

/// <summary>Signals that add one to a counter, from many callers at once, until it shows their sum.</summary>
public static class SignalFunctions
{
    private const int Callers = 1_000;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    /// <summary><c>GET /api/signals?n=</c> sends them to a fresh counter.</summary>
    [Function("MeasureSignals")]
    public static Task<IActionResult> MeasureSignals(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "signals")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        var signals = Measurement.Number(request, "n");
        var counter = new EntityInstanceId(nameof(Counter), Guid.NewGuid().ToString("N"));
        return Measurement.OfAsync(request, async cancellationToken =>
        {
            var left = signals;
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
            {
                while (Interlocked.Decrement(ref left) >= 0)
                {
                    await client.Entities.SignalEntityAsync(counter, nameof(Counter.Add), 1, cancellation: cancellationToken);
                }
            }));
            while ((await client.Entities.GetEntityAsync<int>(counter, cancellationToken))?.State != signals)
            {
                await Task.Delay(PollInterval, cancellationToken);
            }
        });
    }
}
