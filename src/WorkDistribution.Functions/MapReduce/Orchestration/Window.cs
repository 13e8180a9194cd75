namespace WorkDistribution.Functions.MapReduce.Orchestration;

/// <summary>Runs numbered tasks with a bound on how many are in flight.</summary>
/// <remarks>
/// As many loops as the bound take the next number each: one continuation a task, where waiting for any of a list of tasks would touch
/// the whole list at each completion. An orchestration runs its continuations one at a time, so the counter needs no lock.
/// </remarks>
internal static class Window
{
    /// <summary>Runs tasks <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/> - 1.</summary>
    /// <param name="first">The first number.</param>
    /// <param name="count">How many.</param>
    /// <param name="bound">Most in flight, at least 1.</param>
    /// <param name="run">Runs one; false stops the start of further ones.</param>
    public static Task RunAsync(int first, int count, int bound, Func<int, Task<bool>> run)
    {
        var next = first;
        var end = first + count;
        var loops = new Task[Math.Min(bound, count)];
        for (var i = 0; i < loops.Length; i++)
        {
            loops[i] = LoopAsync();
        }

        return Task.WhenAll(loops);

        async Task LoopAsync()
        {
            while (next < end)
            {
                if (!await run(next++))
                {
                    next = end;
                }
            }
        }
    }
}
