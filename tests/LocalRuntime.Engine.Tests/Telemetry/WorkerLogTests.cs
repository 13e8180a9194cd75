using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Telemetry;

/// <summary>The official worker's categories, ids, levels and messages.</summary>
public abstract class WorkerLogTests(EngineMode mode) : EngineTest(mode)
{
    private const string Orchestrations = "Microsoft.DurableTask.Worker.Orchestrations";
    private const string Activities = "Microsoft.DurableTask.Worker.Activities";

    [Fact]
    public async Task Orchestration_and_its_activities_are_logged_once_each()
    {
        var entries = await RunAsync(host => host
            .AddActivity<int, int>("Twice", n => 2 * n)
            .AddOrchestrator("Run", async context =>
            {
                await context.CallActivityAsync<int>("Twice", 1);
                return await context.CallActivityAsync<int>("Twice", 2);
            }));

        Assert.Equal(
            [
                (Orchestrations, 600, "OrchestrationStarted", "'Run' orchestration with ID 'x' started."),
                (Activities, 603, "ActivityStarted", "'Twice' activity of orchestration ID 'x' started."),
                (Activities, 604, "ActivityCompleted", "'Twice' activity of orchestration ID 'x' completed."),
                (Activities, 603, "ActivityStarted", "'Twice' activity of orchestration ID 'x' started."),
                (Activities, 604, "ActivityCompleted", "'Twice' activity of orchestration ID 'x' completed."),
                (Orchestrations, 601, "OrchestrationCompleted", "'Run' orchestration with ID 'x' completed."),
            ],
            entries.Select(entry => (entry.Category, entry.Id.Id, entry.Id.Name!, entry.Message)));
        Assert.All(entries, entry => Assert.Equal(LogLevel.Information, entry.Level));
    }

    [Fact]
    public async Task Failures_are_logged_with_their_exceptions()
    {
        var entries = await RunAsync(host => host
            .AddActivity<int, int>("Fail", _ => throw new IOException("offline"))
            .AddOrchestrator("Run", context => context.CallActivityAsync<int>("Fail")));

        Assert.Equal([600, 603, 605, 602], entries.Select(entry => entry.Id.Id));
        Assert.Equal("'Fail' activity of orchestration ID 'x' failed.", entries[2].Message);
        Assert.IsType<IOException>(entries[2].Exception);
        Assert.Equal("'Run' orchestration with ID 'x' failed.", entries[3].Message);
        Assert.IsType<TaskFailedException>(entries[3].Exception);
    }

    [Fact]
    public async Task Failure_that_no_task_caused_is_left_to_the_host_to_log()
    {
        var entries = await RunAsync(host => host.AddOrchestrator<int, int>("Run", (_, _) => throw new IOException("offline")));

        Assert.Equal([600], entries.Select(entry => entry.Id.Id));
    }

    [Fact]
    public async Task Each_execution_of_one_that_continues_as_new_is_logged()
    {
        var entries = await RunAsync(host => host.AddOrchestrator<int, int>("Run", (context, n) =>
        {
            if (n < 1)
            {
                context.ContinueAsNew(n + 1);
            }

            return Task.FromResult(n);
        }));

        Assert.Equal([600, 601, 600, 601], entries.Select(entry => entry.Id.Id));
    }

    private async Task<List<LogRecorder.Entry>> RunAsync(Action<DurableTestHost> register)
    {
        using var log = new LogRecorder();
        await using var host = new DurableTestHost(Configure, Time, log);
        register(host);
        await host.StartAsync(Token);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Run", 0, new StartOrchestrationOptions("x"), Token);
        await host.Client.WaitForInstanceCompletionAsync("x", Token);
        return [.. log.Entries.Where(entry => entry.Category.StartsWith("Microsoft.DurableTask.Worker", StringComparison.Ordinal))];
    }

    public sealed class Resident() : WorkerLogTests(EngineMode.Resident);

    public sealed class Replayed() : WorkerLogTests(EngineMode.Replayed);
}
