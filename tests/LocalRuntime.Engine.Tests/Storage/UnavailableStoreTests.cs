using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Engine.Scheduling;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Storage;

public sealed class UnavailableStoreTests
{
    // The n-th store operation of the workload fails, for every n until none is left to fail.
    [Fact]
    public async Task Any_store_operation_may_fail_once_and_the_work_goes_on()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        for (var n = 1; ; n++)
        {
            var store = new FaultyStore(null, operation => operation == n);
            await using var engine = new DurableEngine(
                new DurableEngineOptions(), Functions(), store, ThreadPoolWorkQueue.Instance);
            await engine.StartAsync(deadline.Token);
            var result = await RunAsync(engine, deadline.Token);
            Assert.Equal(29, result);
            if (store.Operations < n)
            {
                Assert.True(n > 10, "The workload used fewer store operations than expected.");
                return;
            }
        }
    }

    private static async Task<int> RunAsync(DurableEngine engine, CancellationToken token)
    {
        while (true)
        {
            try
            {
                if (await engine.Client.GetInstanceAsync("run", token) is null)
                {
                    await engine.Client.ScheduleNewOrchestrationInstanceAsync("Run", 7, new StartOrchestrationOptions("run"), token);
                }

                return (await engine.Client.WaitForInstanceCompletionAsync("run", getInputsAndOutputs: true, token)).ReadOutputAs<int>();
            }
            catch (Exception e) when (e.Message.Contains("is full", StringComparison.Ordinal))
            {
                // A client is told that its request failed, and asks again.
            }
        }
    }

    private static DurableFunctionRegistry Functions() => new DurableFunctionRegistry()
        .AddActivity("Double", invocation => Task.FromResult<object?>(2 * (int)invocation.GetInput(typeof(int))!))
        .AddEntity("counter", invocation => invocation.RunAsync(operation =>
        {
            operation.State.SetState(operation.State.GetState<int>() + 1);
            return new ValueTask<object?>(operation.State.GetState<int>());
        }))
        .AddOrchestrator("Child", invocation => invocation.RunAsync(
            async context => await context.CallActivityAsync<int>("Double", context.GetInput<int>())))
        .AddOrchestrator("Run", invocation => invocation.RunAsync(async context =>
        {
            var n = context.GetInput<int>();
            var doubled = await context.CallActivityAsync<int>("Double", n);
            await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            var child = await context.CallSubOrchestratorAsync<int>("Child", n);
            return doubled + child + await context.Entities.CallEntityAsync<int>(new EntityInstanceId("counter", "x"), "add");
        }));
}
