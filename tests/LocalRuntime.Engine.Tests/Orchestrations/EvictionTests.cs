
namespace WorkDistribution.LocalRuntime.Engine.Tests.Orchestrations;

public sealed class EvictionTests() : EngineTest(EngineMode.Resident)
{
    private const int Instances = 600;
    private const long Budget = 2 << 20;

    [Fact]
    public async Task Idle_instances_leave_memory_under_the_budget_and_come_back_for_their_events()
    {
        var input = new string('x', 2000);
        Host.AddOrchestrator<string, int>("Wait", async (context, text) => await context.WaitForExternalEvent<int>("n") + text.Length);
        await Host.StartAsync(Token);
        var ids = await Task.WhenAll(Enumerable.Range(0, Instances).Select(_ => Client.ScheduleNewOrchestrationInstanceAsync("Wait", input, Token)));
        await Host.WhenIdleAsync(Token);
        Assert.InRange(Host.Engine.Services.Residents.Count, 1, Instances / 2);
        Assert.InRange(Host.Engine.Services.Residents.Bytes, 1, Budget);
        Assert.Equal(Host.Engine.Services.Residents.Count, Host.Engine.Services.Instances.Count);

        await Task.WhenAll(ids.Select((id, i) => Client.RaiseEventAsync(id, "n", i, Token)));

        for (var i = 0; i < Instances; i++)
        {
            Assert.Equal(i + 2000, (await EndOf(ids[i])).ReadOutputAs<int>());
        }

        await Host.WhenIdleAsync(Token);
        Assert.Equal(0, Host.Engine.Services.Instances.Count);
    }

    protected override void Configure(DurableEngineOptions options) => options.ResidentMemoryBudgetBytes = Budget;
}
