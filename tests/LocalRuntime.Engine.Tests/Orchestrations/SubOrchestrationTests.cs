using Microsoft.DurableTask;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Orchestrations;

public abstract class SubOrchestrationTests(EngineMode mode) : EngineTest(mode)
{
    [Fact]
    public async Task Sub_orchestration_gives_its_output_and_knows_its_parent()
    {
        Host.AddOrchestrator<int, string>("Child", (context, n) => Task.FromResult($"{n} of {context.Parent!.Name}/{context.Parent.InstanceId}"))
            .AddOrchestrator("Parent", context => context.CallSubOrchestratorAsync<string>("Child", 3));
        await Host.StartAsync(Token);

        Assert.Equal("3 of Parent/p1", await Host.RunAsync<string>("Parent", instanceId: "p1", cancellationToken: Token));
    }

    [Fact]
    public async Task Sub_orchestration_runs_under_the_given_instance_id()
    {
        Host.AddOrchestrator("Child", context => Task.FromResult(context.InstanceId))
            .AddOrchestrator("Parent", context =>
                context.CallSubOrchestratorAsync<string>("Child", options: new TaskOptions().WithInstanceId("chosen")));
        await Host.StartAsync(Token);

        Assert.Equal("chosen", await Host.RunAsync<string>("Parent", cancellationToken: Token));
        Assert.NotNull(await Client.GetInstanceAsync("chosen", Token));
    }

    [Fact]
    public async Task Failure_is_nested_through_every_level()
    {
        Host.AddActivity<int, int>("Fail", _ => throw new InvalidOperationException("deep"))
            .AddOrchestrator("Child", context => context.CallActivityAsync<int>("Fail"))
            .AddOrchestrator("Parent", context => context.CallSubOrchestratorAsync<int>("Child"));
        await Host.StartAsync(Token);

        var failure = (await RunAsync("Parent")).FailureDetails!;

        Assert.Equal("Microsoft.DurableTask.TaskFailedException", failure.ErrorType);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", failure.InnerFailure!.ErrorType);
        Assert.Equal("System.InvalidOperationException", failure.InnerFailure.InnerFailure!.ErrorType);
        Assert.Equal("deep", failure.InnerFailure.InnerFailure.ErrorMessage);
    }

    [Fact]
    public async Task Id_of_a_running_instance_fails_the_call()
    {
        Host.AddOrchestrator("Child", context => context.WaitForExternalEvent<int>("end"))
            .AddOrchestrator("Parent", async context =>
            {
                try
                {
                    return await context.CallSubOrchestratorAsync<string>("Child", options: new TaskOptions().WithInstanceId("taken"));
                }
                catch (TaskFailedException e)
                {
                    return e.FailureDetails.ErrorMessage;
                }
            });
        await Host.StartAsync(Token);
        await Client.ScheduleNewOrchestrationInstanceAsync("Child", new StartOrchestrationOptions("taken"), Token);
        await Client.WaitForInstanceStartAsync("taken", Token);

        Assert.Contains("already exists", await Host.RunAsync<string>("Parent", cancellationToken: Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hundred_sub_orchestrations_at_once_all_answer()
    {
        Host.AddActivity<int, int>("Double", n => 2 * n)
            .AddOrchestrator<int, int>("Child", (context, n) => context.CallActivityAsync<int>("Double", n))
            .AddOrchestrator("Parent", async context =>
                (await Task.WhenAll(Enumerable.Range(0, 100).Select(i => context.CallSubOrchestratorAsync<int>("Child", i)))).Sum());
        await Host.StartAsync(Token);

        Assert.Equal(9900, await Host.RunAsync<int>("Parent", cancellationToken: Token));
    }

    [Fact]
    public async Task Tags_are_inherited()
    {
        Host.AddOrchestrator("Child", _ => Task.FromResult(0))
            .AddOrchestrator("Parent", context => context.CallSubOrchestratorAsync<int>(
                "Child", options: new TaskOptions(tags: new Dictionary<string, string> { ["b"] = "child" }).WithInstanceId("c")));
        await Host.StartAsync(Token);
        await RunAsync("Parent", options: new StartOrchestrationOptions { Tags = new Dictionary<string, string> { ["a"] = "1", ["b"] = "parent" } });

        var child = await Client.GetInstanceAsync("c", Token);

        Assert.Equal("1", child!.Tags["a"]);
        Assert.Equal("child", child.Tags["b"]);
    }

    public sealed class Resident() : SubOrchestrationTests(EngineMode.Resident);

    public sealed class Replayed() : SubOrchestrationTests(EngineMode.Replayed);
}
