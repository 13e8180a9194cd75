using System.Text.Json;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Host.Durable.Remote;
using WorkDistribution.LocalRuntime.Host.Tests.Management;
using WorkDistribution.LocalRuntime.Host.Tests.Support;

namespace WorkDistribution.LocalRuntime.Host.Tests.Durable;

/// <summary>The client of <c>--durable</c> against a real host over HTTP: what it gives is what a client on the engine gives.</summary>
public sealed class RemoteClientTests(ManagementFixture fixture) : IClassFixture<ManagementFixture>, IDisposable
{
    private readonly HttpClient _http = RemoteHost.CreateClient(fixture.Http.BaseAddress!);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RemoteDurableTaskClient Client => CreateClient(fixture.Http.BaseAddress!, "ManagementHub");

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Started_instance_is_awaited_and_read_with_its_payloads()
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Echo", new { Text = "ü", Number = 2.50m }, Token);
        var started = await Client.WaitForInstanceStartAsync(id, Token);
        var done = await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token);

        Assert.Equal(id, started.InstanceId);
        Assert.Equal("Echo", done.Name);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, done.RuntimeStatus);
        Assert.Equal("""{"Text":"\u00FC","Number":2.50}""", done.SerializedInput);
        Assert.Equal("ü", done.ReadOutputAs<JsonElement>().GetProperty("Text").GetString());
        Assert.InRange(done.LastUpdatedAt, done.CreatedAt, DateTimeOffset.MaxValue);
    }

    [Fact]
    public async Task Metadata_without_payloads_refuses_to_read_them()
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Echo", 1, Token);
        await Client.WaitForInstanceCompletionAsync(id, Token);

        var instance = await Client.GetInstanceAsync(id, Token);

        Assert.NotNull(instance);
        Assert.Null(instance.SerializedInput);
        Assert.Throws<InvalidOperationException>(() => instance.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Start_options_arrive()
    {
        var id = ManagementApi.NewId();
        var options = new StartOrchestrationOptions(id)
        {
            Tags = new Dictionary<string, string> { ["who"] = "a & b" },
            StartAt = DateTimeOffset.MaxValue.AddYears(-1),
        };

        Assert.Equal(id, await Client.ScheduleNewOrchestrationInstanceAsync("WaitForGo", input: null, options, Token));
        var instance = await Client.GetInstanceAsync(id, getInputsAndOutputs: true, Token);

        Assert.Equal(OrchestrationRuntimeStatus.Pending, instance!.RuntimeStatus);
        Assert.Equal("a & b", instance.Tags["who"]);
        Assert.Null(instance.SerializedInput);
    }

    [Fact]
    public async Task Start_of_an_id_that_runs_is_refused_and_of_an_ended_one_as_its_options_say()
    {
        var id = ManagementApi.NewId();
        await Client.ScheduleNewOrchestrationInstanceAsync("WaitForGo", new StartOrchestrationOptions(id), Token);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => Client.ScheduleNewOrchestrationInstanceAsync("WaitForGo", new StartOrchestrationOptions(id), Token));
        await Client.RaiseEventAsync(id, "go", "now", Token);
        await Client.WaitForInstanceCompletionAsync(id, Token);

        var notCompleted = new StartOrchestrationOptions(id).WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => Client.ScheduleNewOrchestrationInstanceAsync("Echo", notCompleted, Token));

        Assert.Equal(id, await Client.ScheduleNewOrchestrationInstanceAsync("Echo", new StartOrchestrationOptions(id), Token));
    }

    [Fact]
    public async Task Unknown_orchestrator_is_an_argument_error_that_lists_those_there_are()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Client.ScheduleNewOrchestrationInstanceAsync("Nothing", Token));

        Assert.Contains("'Echo', 'Fail', 'WaitForGo'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Event_suspension_and_resumption_reach_the_instance()
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("WaitForGo", Token);
        await Client.WaitForInstanceStartAsync(id, Token);
        await Client.SuspendInstanceAsync(id, "hold on", Token);
        await StatusIsAsync(id, OrchestrationRuntimeStatus.Suspended);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.SuspendInstanceAsync(id, Token));
        await Client.RaiseEventAsync(id, "go", "later", Token);
        await Client.ResumeInstanceAsync(id, Token);

        var done = await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token);

        Assert.Equal("got later", done.ReadOutputAs<string>());
        Assert.Equal("waiting", done.ReadCustomStatusAs<JsonElement>().GetProperty("phase").GetString());
    }

    [Fact]
    public async Task Termination_takes_an_output_of_any_kind()
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("WaitForGo", Token);
        await Client.TerminateInstanceAsync(id, new TerminateInstanceOptions(new { reason = "enough" }, Recursive: true), Token);

        var done = await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, done.RuntimeStatus);
        Assert.Equal("enough", done.ReadOutputAs<JsonElement>().GetProperty("reason").GetString());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.TerminateInstanceAsync(id, Token));
    }

    [Fact]
    public async Task Failure_details_come_whole()
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Fail", Token);

        var done = await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token);

        Assert.Equal("It was meant to fail.", done.FailureDetails?.ErrorMessage);
        Assert.True(done.FailureDetails?.IsCausedBy<InvalidOperationException>());
        await Client.RewindInstanceAsync(id, "again", Token);
        await Client.WaitForInstanceCompletionAsync(id, Token);
    }

    [Fact]
    public async Task Unknown_instance_is_null_to_a_read_no_matter_to_an_event_and_an_error_to_the_rest()
    {
        Assert.Null(await Client.GetInstanceAsync("none", Token));
        await Client.RaiseEventAsync("none", "go", cancellation: Token);
        Assert.Equal(0, (await Client.PurgeInstanceAsync("none", Token)).PurgedInstanceCount);
        await Assert.ThrowsAsync<ArgumentException>(() => Client.TerminateInstanceAsync("none", Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Client.RestartAsync("none", cancellation: Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.WaitForInstanceCompletionAsync("none", Token));
    }

    [Fact]
    public async Task Instances_are_queried_in_pages_restarted_and_purged()
    {
        var prefix = ManagementApi.NewId();
        foreach (var i in Enumerable.Range(0, 3))
        {
            await Client.ScheduleNewOrchestrationInstanceAsync("Echo", i, new StartOrchestrationOptions($"{prefix}-{i}"), Token);
            await Client.WaitForInstanceCompletionAsync($"{prefix}-{i}", Token);
        }

        var query = new OrchestrationQuery(InstanceIdPrefix: prefix, PageSize: 2, FetchInputsAndOutputs: true, Statuses: [OrchestrationRuntimeStatus.Completed]);
        var pages = await Client.GetAllInstancesAsync(query).AsPages().ToListAsync(Token);
        Assert.Equal([2, 1], pages.Select(page => page.Values.Count));
        Assert.Equal([0, 1, 2], pages.SelectMany(page => page.Values).Select(i => i.ReadOutputAs<int>()));

        var again = await Client.RestartAsync($"{prefix}-1", restartWithNewInstanceId: true, Token);
        Assert.Equal(1, (await Client.WaitForInstanceCompletionAsync(again, getInputsAndOutputs: true, Token)).ReadOutputAs<int>());

        Assert.Equal(1, (await Client.PurgeInstanceAsync($"{prefix}-0", Token)).PurgedInstanceCount);
        var first = await Client.GetInstanceAsync($"{prefix}-1", Token);
        var last = await Client.GetInstanceAsync($"{prefix}-2", Token);
        var purged = await Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(first!.CreatedAt, last!.CreatedAt), Token);
        Assert.True(purged.IsComplete);
        Assert.InRange(purged.PurgedInstanceCount, 2, int.MaxValue);
        Assert.Empty(await Client.GetAllInstancesAsync(query).ToListAsync(Token));
    }

    [Fact]
    public async Task Entity_is_signalled_read_queried_and_purged()
    {
        var id = new EntityInstanceId("Counter", $"{ManagementApi.NewId()} ü@1");
        await Client.Entities.SignalEntityAsync(id, "add", 3, cancellation: Token);
        await Client.Entities.SignalEntityAsync(id, "add", 4, new SignalEntityOptions { SignalTime = DateTimeOffset.UnixEpoch }, Token);
        await Eventually.HoldsAsync(
            async () => await Client.Entities.GetEntityAsync<int>(id, Token) is { IncludesState: true, State: 7 }, "both signals are handled");

        var query = new EntityQuery { InstanceIdStartsWith = id.ToString(), PageSize = 1 };
        var found = Assert.Single(await Client.Entities.GetAllEntitiesAsync<int>(query).ToListAsync(Token));
        var bare = Assert.Single(await Client.Entities.GetAllEntitiesAsync(query with { IncludeState = false }).ToListAsync(Token));
        Assert.Equal((id, 7), (found.Id, found.State));
        Assert.False(bare.IncludesState);
        Assert.Equal(found.LastModifiedTime, bare.LastModifiedTime);

        Assert.Equal(1, (await Client.PurgeInstanceAsync(id.ToString(), Token)).PurgedInstanceCount);
        Assert.Null(await Client.Entities.GetEntityAsync(id, Token));
    }

    [Fact]
    public async Task Scheduled_signal_waits_for_its_time()
    {
        var id = new EntityInstanceId("Counter", ManagementApi.NewId());
        await Client.Entities.SignalEntityAsync(id, "add", 3, DateTimeOffset.MaxValue.AddYears(-1), Token);
        await Client.Entities.SignalEntityAsync(id, "add", 4, cancellation: Token);

        await Eventually.HoldsAsync(async () => await Client.Entities.GetEntityAsync<int>(id, Token) is { IncludesState: true }, "one signal is handled");

        Assert.Equal(4, (await Client.Entities.GetEntityAsync<int>(id, Token))!.State);
    }

    [Fact]
    public async Task What_the_management_api_cannot_carry_says_why_and_what_to_do()
    {
        NotSupportedException[] errors =
        [
            await Assert.ThrowsAsync<NotSupportedException>(() => Client.ListInstanceIdsAsync(cancellation: Token)),
            await Assert.ThrowsAsync<NotSupportedException>(() => Client.Entities.CleanEntityStorageAsync(cancellation: Token)),
            await Assert.ThrowsAsync<NotSupportedException>(() => Client.GetInstanceAsync("a/b", Token)),
            await Assert.ThrowsAsync<NotSupportedException>(() => Client.Entities.GetEntityAsync(new EntityInstanceId("counter", "$"), Token)),
        ];

        Assert.All(errors, e => Assert.Contains("of --durable", e.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_hub_is_refused_by_name()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => CreateClient(fixture.Http.BaseAddress!, "Other").GetInstanceAsync("none", Token));

        Assert.Contains("does not serve Durable functions of task hub 'Other'", error.Message, StringComparison.Ordinal);
        Assert.Contains("ManagementHub", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_that_is_down_is_a_clear_error_of_a_request_that_was_not_carried_out()
    {
        // Port 1 needs privileges to listen on, so nobody does.
        var client = CreateClient(new Uri("http://127.0.0.1:1"), "ManagementHub");

        var error = await Assert.ThrowsAsync<DurableHostUnavailableException>(() => client.GetInstanceAsync("none", Token));

        Assert.Contains("The Durable host at http://127.0.0.1:1 does not answer", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsPending);
    }

    private async Task StatusIsAsync(string id, OrchestrationRuntimeStatus status) => await Eventually.HoldsAsync(
        async () => (await Client.GetInstanceAsync(id, Token))!.RuntimeStatus == status, $"instance {id} is {status}");

    private RemoteDurableTaskClient CreateClient(Uri url, string hub) => new(
        new RemoteHost(url, hub, _http, TimeProvider.System, new Random(1)), hub, JsonDataConverter.Default);
}
