using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Time.Testing;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Testing;

/// <summary>The example of the engine's README runs, and is what stands there.</summary>
public sealed class ReadmeExampleTests
{
    // <example>
    [Fact]
    public async Task Reminder_is_sent_after_thirty_days_and_counted()
    {
        var reminders = new EntityInstanceId("Counter", "reminders");
        var time = new FakeTimeProvider();
        await using var host = new DurableTestHost(timeProvider: time)
            .AddActivity<string, string>("Remind", name => $"Dear {name}, please pay.")
            .AddEntity("Counter", operation =>
            {
                var count = operation.State.GetState<int>() + operation.GetInput<int>();
                operation.State.SetState(count);
                return new ValueTask<object?>(count);
            })
            .AddOrchestrator<string, string>("Invoice", async (context, name) =>
            {
                await context.CreateTimer(TimeSpan.FromDays(30), CancellationToken.None);
                var letter = await context.CallActivityAsync<string>("Remind", name);
                var count = await context.Entities.CallEntityAsync<int>(reminders, "add", 1);
                return $"{count}: {letter}";
            });
        await host.StartAsync();

        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Invoice", "Ada");
        await host.WhenIdleAsync();
        time.Advance(TimeSpan.FromDays(30));
        var invoice = await host.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);

        Assert.Equal("1: Dear Ada, please pay.", invoice.ReadOutputAs<string>());
        Assert.Equal(1, (await host.Client.Entities.GetEntityAsync<int>(reminders))!.State);
    }
    // </example>

    [Fact]
    public void Readme_shows_this_example()
    {
        var source = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Readme", "ReadmeExampleTests.cs"));
        var lines = Between(source, "// <example>", "// </example>").Split('\n').Select(line => line.StartsWith("    ", StringComparison.Ordinal) ? line[4..] : line);
        var readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Readme", "README.md"));

        Assert.Contains(string.Join('\n', lines).Trim(), readme, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_that_has_not_started_says_so_and_so_does_a_restart_without_a_folder()
    {
        await using var host = new DurableTestHost();

        Assert.Contains("StartAsync", Assert.Throws<InvalidOperationException>(() => host.Client).Message, StringComparison.Ordinal);
        await host.StartAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.RestartAsync());
    }

    [Fact]
    public async Task Failure_and_termination_are_thrown_by_run()
    {
        await using var host = new DurableTestHost()
            .AddOrchestrator<int, int>("Fail", (_, _) => throw new InvalidOperationException("no"))
            .AddOrchestrator("Wait", context => context.WaitForExternalEvent<int>("never"));
        await host.StartAsync(TestContext.Current.CancellationToken);

        var failed = await Assert.ThrowsAsync<TaskFailedException>(() => host.RunAsync<int>("Fail"));
        Assert.True(failed.FailureDetails.IsCausedBy<InvalidOperationException>());

        var waiting = host.RunAsync<int>("Wait", instanceId: "w");
        await host.WhenIdleAsync(TestContext.Current.CancellationToken);
        await host.Client.TerminateInstanceAsync("w", TestContext.Current.CancellationToken);
        Assert.Contains("Terminated", (await Assert.ThrowsAsync<InvalidOperationException>(() => waiting)).Message, StringComparison.Ordinal);
    }

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }
}
