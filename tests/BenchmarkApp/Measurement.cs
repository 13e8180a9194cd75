using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace BenchmarkApp;

/// <summary>What a measuring function answers: milliseconds that it took itself, so that HTTP is no part of them.</summary>
public sealed record Measurement(IReadOnlyList<double> Milliseconds)
{
    private const int Most = 1_000_000;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    /// <summary>Answers with the time of one piece of work.</summary>
    public static Task<IActionResult> OfAsync(HttpRequest request, Func<CancellationToken, Task> work) =>
        OfEachAsync(request, async cancellationToken =>
        {
            var started = Stopwatch.GetTimestamp();
            await work(cancellationToken);
            return [Stopwatch.GetElapsedTime(started).TotalMilliseconds];
        });

    /// <summary>Answers with the times that the work gives.</summary>
    public static async Task<IActionResult> OfEachAsync(HttpRequest request, Func<CancellationToken, Task<double[]>> work)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(request.HttpContext.RequestAborted);
        deadline.CancelAfter(Deadline);
        return new OkObjectResult(new Measurement(await work(deadline.Token)));
    }

    /// <summary>Reads a number of the query.</summary>
    /// <exception cref="BadHttpRequestException">It is missing, no number, or out of bounds.</exception>
    public static int Number(HttpRequest request, string name) =>
        int.TryParse(request.Query[name], CultureInfo.InvariantCulture, out var number) && number is > 0 and <= Most
            ? number
            : throw new BadHttpRequestException($"The query needs '{name}', a number from 1 to {Most}.");
}
