using System.Diagnostics;

namespace WorkDistribution.Benchmarks.App;

/// <summary>
/// Requests from a fixed number of connections, each of which sends the next one when the last is answered. They are written and read by
/// hand: a full client costs more than the trivial function it asks, on the same cores.
/// </summary>
internal static class HttpLoad
{
    private const int Connections = 32;

    /// <summary>Longest wait for one answer.</summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Asks for a while.</summary>
    /// <returns>Answers a second.</returns>
    public static async Task<double> PerSecondAsync(Uri address, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(duration + AnswerTimeout);
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => RunAsync(address, started, duration, deadline.Token)));
        return counts.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<int> RunAsync(Uri address, long started, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var connection = await HttpLoadConnection.OpenAsync(address, cancellationToken);
        var answers = 0;
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            await connection.AskAsync(cancellationToken);
            answers++;
        }

        return answers;
    }
}
