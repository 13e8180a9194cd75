using System.Collections.Concurrent;

namespace WorkDistribution.Benchmarks.App.Peer;

/// <summary>
/// Tells when an instance of this process has come to its end. The client of the peer asks for that every two seconds only, which would be
/// all there is to measure. Static, as the engine makes the orchestrations and the entity itself.
/// </summary>
internal static class Ends
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);
    private static readonly ConcurrentDictionary<string, TaskCompletionSource<long>> Waiting = new();

    /// <summary>Starts something and waits for its end.</summary>
    /// <param name="instanceId">Who says that it ends.</param>
    /// <param name="start">Starts it.</param>
    /// <returns>What it said.</returns>
    /// <exception cref="TimeoutException">It did not end within five minutes.</exception>
    public static async Task<long> OfAsync(string instanceId, Func<Task> start)
    {
        var end = Waiting.GetOrAdd(instanceId, _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            await start();
            return await end.Task.WaitAsync(Deadline);
        }
        finally
        {
            Waiting.TryRemove(instanceId, out _);
        }
    }

    /// <summary>Says that an instance is at its end; a replay may say it again.</summary>
    public static void Say(string instanceId, long result)
    {
        if (Waiting.TryGetValue(instanceId, out var end))
        {
            end.TrySetResult(result);
        }
    }
}
