using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Orchestrations;

public abstract class ActivityTests(EngineMode mode) : EngineTest(mode)
{
    [Fact]
    public async Task Sequence_of_activities_gives_each_result_to_the_next()
    {
        Host.AddActivity<int, int>("Add1", n => n + 1)
            .AddOrchestrator<int, int>("Chain", async (context, n) =>
            {
                for (var i = 0; i < 5; i++)
                {
                    n = await context.CallActivityAsync<int>("add1", n);
                }

                return n;
            });
        await Host.StartAsync(Token);

        Assert.Equal(15, await Host.RunAsync<int>("chain", 10, cancellationToken: Token));
    }

    [Fact]
    public async Task Fan_out_keeps_the_order_of_calls_in_its_results()
    {
        Host.AddActivity<int, int>("Square", n => n * n)
            .AddOrchestrator<int, int[]>("FanOut", (context, n) =>
                Task.WhenAll(Enumerable.Range(0, n).Select(i => context.CallActivityAsync<int>("Square", i))));
        await Host.StartAsync(Token);

        var squares = await Host.RunAsync<int[]>("FanOut", 100, cancellationToken: Token);

        Assert.Equal(Enumerable.Range(0, 100).Select(i => i * i), squares);
    }

    [Fact]
    public async Task Failing_activity_gives_its_details_to_the_caller()
    {
        Host.AddActivity<string, string>("Fail", text => throw new InvalidOperationException(text, new ArgumentException("inner")))
            .AddOrchestrator("Catch", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Fail", "no luck");
                    return "none";
                }
                catch (TaskFailedException e)
                {
                    Assert.True(e.FailureDetails.IsCausedBy<InvalidOperationException>());
                    return $"{e.TaskName} #{e.TaskId} {e.FailureDetails.ErrorType} {e.FailureDetails.ErrorMessage} {e.FailureDetails.InnerFailure!.ErrorMessage}";
                }
            });
        await Host.StartAsync(Token);

        Assert.Equal(
            "Fail #0 System.InvalidOperationException no luck inner", await Host.RunAsync<string>("Catch", cancellationToken: Token));
    }

    [Fact]
    public async Task Uncaught_failure_fails_the_instance_with_nested_details()
    {
        Host.AddActivity<string, string>("Fail", text => throw new InvalidOperationException(text))
            .AddOrchestrator("Run", context => context.CallActivityAsync<string>("Fail", "no luck"));
        await Host.StartAsync(Token);

        var end = await RunAsync("Run");

        // As officially: the outer failure is the task's, its cause the activity's.
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", end.FailureDetails!.ErrorType);
        Assert.Equal("Task 'Fail' (#0) failed with an unhandled exception: no luck", end.FailureDetails.ErrorMessage);
        Assert.Equal("System.InvalidOperationException", end.FailureDetails.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task Unknown_activity_fails_and_names_the_known_ones()
    {
        Host.AddActivity<int, int>("Known", n => n).AddOrchestrator("Run", context => context.CallActivityAsync<int>("Unknown"));
        await Host.StartAsync(Token);

        var end = await RunAsync("Run");

        Assert.Contains("'Unknown' doesn't exist", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("'Known'", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    public sealed class Resident() : ActivityTests(EngineMode.Resident);

    public sealed class Replayed() : ActivityTests(EngineMode.Replayed);
}
