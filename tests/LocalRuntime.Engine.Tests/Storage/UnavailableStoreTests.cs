using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Engine.Scheduling;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Storage;

public sealed class UnavailableStoreTests
{
    private static readonly EntityInstanceId _a = new("counter", "a");
    private static readonly EntityInstanceId _b = new("counter", "b");

    // The n-th store operation of the workload fails, for every n until none is left to fail.
    [Theory]
    [InlineData("FanOut", 45)]
    [InlineData("Locks", 3)]
    [InlineData("Loop", 10)]
    [InlineData("Tree", 28)]
    [InlineData("Mixed", 29)]
    public async Task Any_store_operation_may_fail_once_and_the_work_goes_on(string orchestrator, int expected)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        for (var n = 1; ; n++)
        {
            var failing = n;
            var store = new FaultyStore(null, operation => operation == failing);
            await using var engine = new DurableEngine(
                new DurableEngineOptions(), Functions(), store, ThreadPoolWorkQueue.Instance, new HastyTime());
            await engine.StartAsync(deadline.Token);
            var result = await RunAsync(engine, orchestrator, deadline.Token);
            Assert.True(result == expected, $"Operation {n}: {result}");
            if (store.Operations < n)
            {
                Assert.True(n > 5, "The workload used fewer store operations than expected.");
                return;
            }
        }
    }

    private static async Task<int> RunAsync(DurableEngine engine, string orchestrator, CancellationToken token)
    {
        while (true)
        {
            try
            {
                if (await engine.Client.GetInstanceAsync("run", token) is null)
                {
                    await engine.Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, 0, new StartOrchestrationOptions("run"), token);
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
        .AddActivity("Same", invocation => Task.FromResult<object?>((int)invocation.GetInput(typeof(int))!))
        .AddEntity("counter", invocation => invocation.RunAsync(operation =>
        {
            operation.State.SetState(operation.State.GetState<int>() + 1);
            return new ValueTask<object?>(operation.State.GetState<int>());
        }))
        .AddOrchestrator("FanOut", invocation => invocation.RunAsync(async context =>
            (await Task.WhenAll(Enumerable.Range(0, 10).Select(n => context.CallActivityAsync<int>("Same", n)))).Sum()))
        .AddOrchestrator("Locks", invocation => invocation.RunAsync(async context =>
        {
            await using (await context.Entities.LockEntitiesAsync(_a, _b))
            {
                await context.Entities.CallEntityAsync<int>(_b, "add");
                return await context.Entities.CallEntityAsync<int>(_a, "add") + await context.Entities.CallEntityAsync<int>(_b, "add");
            }
        }))
        .AddOrchestrator("Loop", invocation => invocation.RunAsync(async context =>
        {
            var n = await context.CallActivityAsync<int>("Same", context.GetInput<int>() + 1);
            if (n < 10)
            {
                context.ContinueAsNew(n);
            }

            return n;
        }))
        .AddOrchestrator("Child", invocation => invocation.RunAsync(
            async context => await context.CallActivityAsync<int>("Same", context.GetInput<int>())))
        .AddOrchestrator("Tree", invocation => invocation.RunAsync(async context =>
            await context.CallSubOrchestratorAsync<int>("Child", 7)
            + (await Task.WhenAll(Enumerable.Range(5, 3).Select(n => context.CallSubOrchestratorAsync<int>("Child", n)))).Sum()
            + await context.CallSubOrchestratorAsync<int>("Child", 3, new SubOrchestrationOptions { InstanceId = "child" })))
        .AddOrchestrator("Mixed", invocation => invocation.RunAsync(async context =>
        {
            var fourteen = await context.CallActivityAsync<int>("Same", 14);
            await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            var child = await context.CallSubOrchestratorAsync<int>("Child", fourteen);
            return fourteen + child + await context.Entities.CallEntityAsync<int>(_a, "add");
        }));
}
