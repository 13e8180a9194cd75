using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace BenchmarkApp;

/// <summary>Orchestrations of five activities, one after the other.</summary>
public static class SequenceFunctions
{
    private const int Steps = 5;

    /// <summary><c>GET /api/sequences?count=&amp;inflight=</c> keeps some running until as many as wanted have ended.</summary>
    [Function("MeasureSequences")]
    public static Task<IActionResult> MeasureSequences(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sequences")] HttpRequest request,
        [DurableClient] DurableTaskClient client)
    {
        var left = Measurement.Number(request, "count");
        var inFlight = Measurement.Number(request, "inflight");
        return Measurement.OfAsync(request, cancellationToken => Task.WhenAll(Enumerable.Range(0, inFlight).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await RunOneAsync(client, cancellationToken);
            }
        })));
    }

    /// <summary><c>GET /api/idle?count=</c> runs one alone at a time, and answers with the time of each.</summary>
    [Function("MeasureIdle")]
    public static Task<IActionResult> MeasureIdle(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "idle")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        var latencies = new double[Measurement.Number(request, "count")];
        return Measurement.OfEachAsync(request, async cancellationToken =>
        {
            for (var i = 0; i < latencies.Length; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await RunOneAsync(client, cancellationToken);
                latencies[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }

            return latencies;
        });
    }

    [Function(nameof(Five))]
    public static async Task<int> Five([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var number = context.GetInput<int>();
        for (var step = 0; step < Steps; step++)
        {
            number = await context.CallActivityAsync<int>(nameof(Add1), number);
        }

        return number;
    }

    [Function(nameof(Add1))]
    public static int Add1([ActivityTrigger] int number) => number + 1;

    private static async Task RunOneAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var result = await client.RunAsync<int>(nameof(Five), 1, cancellationToken);
        if (result != 1 + Steps)
        {
            throw new InvalidOperationException($"The sequence gave {result}.");
        }
    }
}
