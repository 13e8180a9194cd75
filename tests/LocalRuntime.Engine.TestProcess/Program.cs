using System.Globalization;
using Microsoft.DurableTask;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Engine.TestProcess;

if (args is ["storm", var state, var budget])
{
    await new Storm(state, int.Parse(budget, CultureInfo.InvariantCulture)).RunAsync();
    return;
}

// A process to be killed: runs an engine on the given folder with one fan-out, and tells how far it is. Each activity
// that runs leaves a line in a file, so that the test can count attempts across the processes.
var (folder, activities) = (args[0], int.Parse(args[1], CultureInfo.InvariantCulture));
const string InstanceId = "fan-out";
var done = 0;

await using var log = new StreamWriter(Path.Combine(folder, "activities.log"), append: true) { AutoFlush = true };
await using var host = new DurableTestHost(options => options.StateDirectory = folder)
    .AddActivity<int, int>("Square", n =>
    {
        lock (log)
        {
            // A line of its own even after one that the kill cut off.
            log.Write(string.Create(CultureInfo.InvariantCulture, $"\n{n}\n"));
        }

        if (Interlocked.Increment(ref done) % 50 == 0)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ran {done}"));
        }

        return n * n;
    })
    .AddOrchestrator<int, long>("FanOut", async (context, count) =>
    {
        var squares = await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Square", i)));
        return squares.Sum(square => (long)square);
    });
await host.StartAsync();
if (await host.Client.GetInstanceAsync(InstanceId) is null)
{
    await host.Client.ScheduleNewOrchestrationInstanceAsync("FanOut", activities, new StartOrchestrationOptions(InstanceId));
    Console.WriteLine("started");
}
else
{
    Console.WriteLine("recovered");
}

var end = await host.Client.WaitForInstanceCompletionAsync(InstanceId, getInputsAndOutputs: true);
Console.WriteLine($"{end.RuntimeStatus} {end.SerializedOutput}");
