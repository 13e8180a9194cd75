using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LocalRuntime.Contracts.Tests.DurableTask;

public sealed class DurableTaskClientTests
{
    [Fact]
    public async Task Shorter_overloads_forward_to_the_full_ones()
    {
        await using FakeDurableTaskClient client = new("c");
        StartOrchestrationOptions options = new("id");

        await client.ScheduleNewOrchestrationInstanceAsync("Test", options);
        Assert.Equal([new TaskName("Test"), null, options], client.LastCall);

        await client.ScheduleNewOrchestrationInstanceAsync("Test", 1, CancellationToken.None);
        Assert.Equal([new TaskName("Test"), 1, null], client.LastCall);

        await client.TerminateInstanceAsync("1", "because");
        Assert.Equal(["1", new TerminateInstanceOptions("because")], client.LastCall);

        await client.TerminateInstanceAsync("1", CancellationToken.None);
        Assert.Equal(["1", null], client.LastCall);

        Assert.Equal("1", (await client.GetInstanceAsync("1", true))?.InstanceId);
        Assert.Equal([true], client.LastCall);

        await client.PurgeInstancesAsync(null, null, new PurgeInstanceOptions(Recursive: true));
        Assert.Equal([new PurgeInstancesFilter(), new PurgeInstanceOptions(true)], client.LastCall);
    }

    [Fact]
    public async Task What_a_client_does_not_implement_is_not_supported()
    {
        await using FakeDurableTaskClient client = new("c");

        Assert.Throws<NotSupportedException>(() => client.Entities);
        await Assert.ThrowsAsync<NotSupportedException>(() => client.PurgeInstanceAsync("1"));
        await Assert.ThrowsAsync<NotSupportedException>(() => client.RestartAsync("1"));
        await Assert.ThrowsAsync<NotSupportedException>(() => client.RewindInstanceAsync("1", "why"));
        await Assert.ThrowsAsync<NotSupportedException>(() => client.ListInstanceIdsAsync());
    }

    [Fact]
    public void PurgeResult_of_a_negative_count_throws()
        => Assert.Throws<ArgumentException>("count", () => new PurgeResult(-1, true));

    [Fact]
    public async Task Registered_clients_are_given_by_name_and_the_default_one_is_injected()
    {
        ServiceCollection services = new();
        services.AddDurableTaskClient().UseBuildTarget<FakeDurableTaskClient>();
        Type target = typeof(FakeDurableTaskClient);
        services.AddDurableTaskClient("other", builder => builder.UseBuildTarget(target));
        services.AddDurableTaskClient("other", builder => builder.UseDefaultVersion("2"));
        await using ServiceProvider provider = services.BuildServiceProvider();
        IDurableTaskClientProvider clients = provider.GetRequiredService<IDurableTaskClientProvider>();

        Assert.Same(clients.GetClient(), provider.GetRequiredService<DurableTaskClient>());
        Assert.Equal("other", clients.GetClient("other").Name);
        Assert.Equal("2", provider.GetRequiredService<IOptionsMonitor<DurableTaskClientOptions>>().Get("other").DefaultVersion);
        ArgumentOutOfRangeException unknown = Assert.Throws<ArgumentOutOfRangeException>(() => clients.GetClient("Other"));
        Assert.Contains("\"other\"", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_use_a_registered_converter_unless_they_name_one()
    {
        JsonDataConverter registered = new();
        JsonDataConverter named = new();
        ServiceCollection services = new();
        services.AddSingleton<DataConverter>(registered);
        services.AddDurableTaskClient();
        services.AddDurableTaskClient("named", builder => builder.Configure(options => options.DataConverter = named));
        await using ServiceProvider provider = services.BuildServiceProvider();
        IOptionsMonitor<DurableTaskClientOptions> options = provider.GetRequiredService<IOptionsMonitor<DurableTaskClientOptions>>();

        Assert.Same(registered, options.CurrentValue.DataConverter);
        Assert.Same(named, options.Get("named").DataConverter);
    }

    [Fact]
    public void A_build_target_that_is_no_client_is_refused()
    {
        DefaultDurableTaskClientBuilder builder = new(null, new ServiceCollection());

        Assert.Throws<ArgumentException>(() => builder.BuildTarget = typeof(string));
        Assert.Throws<ArgumentException>(() => builder.BuildTarget = typeof(DurableTaskClient));
        Assert.Throws<InvalidOperationException>(() => builder.Build(new ServiceCollection().BuildServiceProvider()));
    }
}
