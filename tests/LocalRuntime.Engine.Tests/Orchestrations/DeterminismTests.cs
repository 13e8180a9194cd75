using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Orchestrations;

public sealed class DeterminismTests() : EngineTest(EngineMode.Replayed)
{
    private int _runs;

    [Theory]
    [InlineData("other activity", "activity 'A' (sequence 0)", "activity 'B' (sequence 0)")]
    [InlineData("timer", "activity 'A' (sequence 0)", "timer (sequence 0)")]
    [InlineData("nothing", "activity 'A' (sequence 0)", "no action")]
    [InlineData("more", "no further action", "activity 'B' (sequence 1)")]
    public async Task Replay_that_takes_another_action_fails_the_instance_and_names_both(string change, string expected, string actual)
    {
        Host.AddActivity<int, int>("A", n => n).AddActivity<int, int>("B", n => n)
            .AddOrchestrator("Run", async context =>
            {
                if (Interlocked.Increment(ref _runs) == 1)
                {
                    return await context.CallActivityAsync<int>("A", 1);
                }

                switch (change)
                {
                    case "other activity":
                        return await context.CallActivityAsync<int>("B", 1);
                    case "timer":
                        await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                        return 0;
                    case "nothing":
                        return await context.WaitForExternalEvent<int>("x");
                    default:
                        _ = context.CallActivityAsync<int>("A", 1);
                        return await context.CallActivityAsync<int>("B", 1);
                }
            });
        await Host.StartAsync(Token);

        var end = await RunAsync("Run");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains($"expected {expected}", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains($"took {actual}", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }
}
