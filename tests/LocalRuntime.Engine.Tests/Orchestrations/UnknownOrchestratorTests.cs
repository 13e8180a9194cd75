using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Orchestrations;

public abstract class UnknownOrchestratorTests(EngineMode mode) : EngineTest(mode)
{
    private const string Message = "The function 'Missing' doesn't exist, is disabled, or is not an orchestrator function.";

    [Fact]
    public async Task Start_of_an_unknown_orchestrator_is_refused_and_names_the_known_ones()
    {
        Host.AddOrchestrator("Known", _ => Task.FromResult(1));
        await Host.StartAsync(Token);

        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => Client.ScheduleNewOrchestrationInstanceAsync("Missing", new StartOrchestrationOptions("x"), Token));

        Assert.Equal($"{Message} Known orchestrator functions: 'Known'.", error.Message);
        Assert.Null(await Client.GetInstanceAsync("x", Token));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("child")]
    public async Task Call_of_an_unknown_sub_orchestrator_fails_and_the_parent_goes_on(string? childId)
    {
        Host.AddOrchestrator("Parent", async context =>
        {
            try
            {
                await context.CallSubOrchestratorAsync<int>("Missing", options: new SubOrchestrationOptions { InstanceId = childId });
                return "none";
            }
            catch (TaskFailedException e)
            {
                return $"{e.TaskName} {e.FailureDetails.ErrorType} {e.FailureDetails.ErrorMessage}";
            }
        });
        await Host.StartAsync(Token);

        Assert.Equal(
            $"Missing OrchestratorTaskNotFound {Message} Known orchestrator functions: 'Parent'.",
            await Host.RunAsync<string>("Parent", cancellationToken: Token));
        Assert.Single(await Client.GetAllInstancesAsync(new OrchestrationQuery()).ToListAsync(Token));
    }

    [Fact]
    public async Task Entity_that_starts_an_unknown_orchestrator_goes_on_and_a_warning_tells()
    {
        using var log = new LogRecorder();
        await using var host = new DurableTestHost(Configure, Time, log)
            .AddEntity("starter", operation => new ValueTask<object?>(operation.Context.ScheduleNewOrchestration("Missing")))
            .AddOrchestrator("Run", context => context.Entities.CallEntityAsync<string>(new EntityInstanceId("starter", "a"), "start"));
        await host.StartAsync(Token);

        var id = await host.RunAsync<string>("Run", cancellationToken: Token);

        Assert.Null(await host.Client.GetInstanceAsync(id!, Token));
        var warning = Assert.Single(log.Entries, entry => entry.Level == LogLevel.Warning);
        Assert.Contains("'@starter@a'", warning.Message, StringComparison.Ordinal);
        Assert.Contains(Message, warning.Message, StringComparison.Ordinal);
    }

    public sealed class Resident() : UnknownOrchestratorTests(EngineMode.Resident);

    public sealed class Replayed() : UnknownOrchestratorTests(EngineMode.Replayed);
}
