using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Client;

public sealed class QueryTests() : EngineTest(EngineMode.Resident)
{
    [Fact]
    public async Task Pages_follow_each_other_by_their_tokens()
    {
        await StartManyAsync(25);

        List<string> ids = [];
        var sizes = new List<int>();
        string? token = null;
        do
        {
            var page = await FirstPageAsync(new OrchestrationQuery(InstanceIdPrefix: "job-", PageSize: 10, ContinuationToken: token));
            ids.AddRange(page.Values.Select(instance => instance.InstanceId));
            sizes.Add(page.Values.Count);
            token = page.ContinuationToken;
        }
        while (token is not null);

        Assert.Equal([10, 10, 5], sizes);
        Assert.Equal(25, ids.Distinct().Count());
    }

    [Fact]
    public async Task Filters_select_by_status_prefix_and_time()
    {
        await StartManyAsync(3);
        Time.Advance(TimeSpan.FromHours(1));
        var later = Time.GetUtcNow();
        await Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("waiting"), Token);
        await Client.WaitForInstanceStartAsync("waiting", Token);

        Assert.Equal(3, await CountAsync(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Completed])));
        Assert.Equal(1, await CountAsync(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running])));
        Assert.Equal(1, await CountAsync(new OrchestrationQuery(InstanceIdPrefix: "wait")));
        Assert.Equal(1, await CountAsync(new OrchestrationQuery(CreatedFrom: later)));
        Assert.Equal(3, await CountAsync(new OrchestrationQuery(CreatedTo: later.AddMinutes(-1))));
        Assert.Equal(0, await CountAsync(new OrchestrationQuery(TaskHubNames: ["other"])));
    }

    [Fact]
    public async Task Inputs_and_outputs_come_only_when_asked_for()
    {
        await StartManyAsync(1);

        var with = (await FirstPageAsync(new OrchestrationQuery(FetchInputsAndOutputs: true))).Values[0];
        var without = (await FirstPageAsync(new OrchestrationQuery())).Values[0];

        Assert.Equal("0", with.SerializedInput);
        Assert.Equal("0", with.SerializedOutput);
        Assert.Null(without.SerializedInput);
        Assert.Throws<InvalidOperationException>(() => without.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Ids_are_listed_by_completion_time()
    {
        await StartManyAsync(3);
        var first = Time.GetUtcNow();
        Time.Advance(TimeSpan.FromHours(1));
        await RunAsync("Done", 9, new StartOrchestrationOptions("late"));

        var all = await Client.ListInstanceIdsAsync([OrchestrationRuntimeStatus.Completed], pageSize: 2, cancellation: Token);
        var late = await Client.ListInstanceIdsAsync(completedTimeFrom: first.AddMinutes(1), cancellation: Token);

        Assert.Equal(["job-0000", "job-0001"], all.Values);
        Assert.Equal("job-0001", all.ContinuationToken);
        Assert.Equal(["late"], late.Values);
    }

    [Fact]
    public async Task Purge_deletes_finished_instances_only()
    {
        await StartManyAsync(5);
        await Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("waiting"), Token);
        await Client.WaitForInstanceStartAsync("waiting", Token);

        Assert.Equal(1, (await Client.PurgeInstanceAsync("job-0000", cancellation: Token)).PurgedInstanceCount);
        Assert.Equal(0, (await Client.PurgeInstanceAsync("job-0000", cancellation: Token)).PurgedInstanceCount);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.PurgeInstanceAsync("waiting", cancellation: Token));
        Assert.Equal(4, (await Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(), cancellation: Token)).PurgedInstanceCount);
        Assert.Equal(1, await CountAsync(new OrchestrationQuery()));
        Assert.Null(await Host.Engine.GetHistoryAsync("job-0001", Token));
    }

    [Fact]
    public async Task Recursive_purge_takes_sub_orchestrations_along()
    {
        Host.AddOrchestrator("Parent", context => context.CallSubOrchestratorAsync<int>("Done", 1));
        await StartManyAsync(0);
        var end = await RunAsync("Parent");
        Assert.Equal(2, await CountAsync(new OrchestrationQuery()));

        var purged = await Client.PurgeInstanceAsync(end.InstanceId, new PurgeInstanceOptions(Recursive: true), Token);

        Assert.Equal(2, purged.PurgedInstanceCount);
        Assert.Equal(0, await CountAsync(new OrchestrationQuery()));
    }

    [Fact]
    public async Task Client_of_a_stopped_engine_says_so()
    {
        await StartManyAsync(0);
        await Host.Engine.StopAsync(Token);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Client.ScheduleNewOrchestrationInstanceAsync("Done", Token));
        Assert.Contains("has stopped", error.Message, StringComparison.Ordinal);
    }

    private async Task StartManyAsync(int count)
    {
        Host.AddOrchestrator<int, int>("Done", (_, n) => Task.FromResult(n)).AddOrchestrator("Wait", context => context.WaitForExternalEvent<int>("end"));
        await Host.StartAsync(Token);
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => RunAsync("Done", i, new StartOrchestrationOptions($"job-{i:0000}"))));
    }

    private async Task<Page<OrchestrationMetadata>> FirstPageAsync(OrchestrationQuery query)
    {
        await foreach (var page in Client.GetAllInstancesAsync(query).AsPages().WithCancellation(Token))
        {
            return page;
        }

        throw new InvalidOperationException("No page.");
    }

    private async Task<int> CountAsync(OrchestrationQuery query) => (await FirstPageAsync(query)).Values.Count;
}
