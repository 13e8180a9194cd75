using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Client;

// Pins TaskOrchestrationExecutor: while suspended, an instance buffers everything but resumption, suspension and termination.
public abstract class SuspensionTests(EngineMode mode) : EngineTest(mode)
{
    [Fact]
    public async Task Everything_that_arrives_during_suspension_is_applied_in_its_order_after_resumption()
    {
        Host.AddActivity<int, int>("Work", n => n)
            .AddOrchestrator("Run", async context =>
            {
                List<string> order = [];
                async Task Note(Task task, string name)
                {
                    await task;
                    order.Add(name);
                }

                await Task.WhenAll(
                    Note(context.WaitForExternalEvent<int>("second"), "second"),
                    Note(context.WaitForExternalEvent<int>("first"), "first"),
                    Note(context.CreateTimer(TimeSpan.FromMinutes(5), CancellationToken.None), "timer"));
                return order;
            });
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);
        await Host.WhenIdleAsync(Token);
        await Client.SuspendInstanceAsync(id, "pause", Token);
        await Client.RaiseEventAsync(id, "first", 1, Token);
        await Host.WhenIdleAsync(Token);
        Time.Advance(TimeSpan.FromMinutes(5));
        await Host.WhenIdleAsync(Token);
        await Client.RaiseEventAsync(id, "SECOND", 2, Token);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await Client.GetInstanceAsync(id, Token))!.RuntimeStatus);

        await Client.ResumeInstanceAsync(id, "go on", Token);

        Assert.Equal(["first", "timer", "second"], (await EndOf(id)).ReadOutputAs<List<string>>()!);
    }

    [Fact]
    public async Task Suspended_instance_can_be_terminated()
    {
        Host.AddOrchestrator("Run", context => context.WaitForExternalEvent<int>("never"));
        await Host.StartAsync(Token);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Run", Token);
        await Host.WhenIdleAsync(Token);
        await Client.SuspendInstanceAsync(id, "pause", Token);

        await Client.TerminateInstanceAsync(id, "enough", Token);

        var end = await EndOf(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
        Assert.Equal("enough", end.ReadOutputAs<string>());
    }

    public sealed class Resident() : SuspensionTests(EngineMode.Resident);

    public sealed class Replayed() : SuspensionTests(EngineMode.Replayed);
}
