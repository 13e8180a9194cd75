using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace BenchmarkApp;

/// <summary>One orchestration that calls N activities at once and sums their results.</summary>
public static class FanOutFunctions
{
    /// <summary><c>GET /api/fanout?n=</c> runs one.</summary>
    [Function("MeasureFanOut")]
    public static Task<IActionResult> MeasureFanOut(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fanout")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        var activities = Measurement.Number(request, "n");
        return Measurement.OfAsync(request, async cancellationToken =>
        {
            var sum = await client.RunAsync<long>(nameof(FanOut), activities, cancellationToken);
            if (sum != (long)activities * (activities - 1) / 2)
            {
                throw new InvalidOperationException($"The fan-out of {activities} gave {sum}.");
            }
        });
    }

    [Function(nameof(FanOut))]
    public static async Task<long> FanOut([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var count = context.GetInput<int>();
        var results = await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>(nameof(Same), i)));
        return results.Sum(result => (long)result);
    }

    [Function(nameof(Same))]
    public static int Same([ActivityTrigger] int number) => number;
}
