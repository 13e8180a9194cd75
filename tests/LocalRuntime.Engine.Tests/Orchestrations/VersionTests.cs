using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Orchestrations;

public abstract class VersionTests(EngineMode mode)
{
    [Fact]
    public async Task Default_version_is_given_to_instances_and_sub_orchestrations()
    {
        await using var host = Host(options => options.DefaultVersion = "1.5");
        host.AddOrchestrator("Parent", async context => $"{context.Version} {await context.CallSubOrchestratorAsync<string>("Show")}");
        await host.StartAsync();

        Assert.Equal("1.5 1.5", await host.RunAsync<string>("Parent"));
    }

    [Theory]
    [InlineData(VersionMatch.CurrentOrOlder, "1.0", true)]
    [InlineData(VersionMatch.CurrentOrOlder, "2.0", true)]
    [InlineData(VersionMatch.CurrentOrOlder, "3.0", false)]
    [InlineData(VersionMatch.Strict, "1.0", false)]
    [InlineData(VersionMatch.Strict, "2.0", true)]
    [InlineData(VersionMatch.None, "9.0", true)]
    public async Task Instances_of_other_versions_fail_if_that_is_the_strategy(VersionMatch match, string version, bool runs)
    {
        await using var host = Host(options =>
        {
            options.DefaultVersion = "2.0";
            options.VersionMatchStrategy = match;
            options.VersionFailureStrategy = VersionFailure.Fail;
        });
        await host.StartAsync();

        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Show", new StartOrchestrationOptions { Version = version });
        var end = await host.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);

        Assert.Equal(runs ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(runs ? null : "VersionMismatch", end.FailureDetails?.ErrorType);
    }

    [Fact]
    public async Task Rejected_instance_is_left_alone_and_keeps_its_messages_until_a_newer_engine_runs_it()
    {
        var directory = Directory.CreateTempSubdirectory("versions-").FullName;
        try
        {
            string id;
            await using (var old = Host(options => (options.DefaultVersion, options.StateDirectory) = ("1.0", directory)))
            {
                await old.StartAsync();
                id = await old.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions { Version = "2.0" });
                await old.Client.RaiseEventAsync(id, "n", 7);
                await old.WhenIdleAsync();
                Assert.Equal(OrchestrationRuntimeStatus.Pending, (await old.Client.GetInstanceAsync(id))!.RuntimeStatus);
            }

            await using var current = Host(options => (options.DefaultVersion, options.StateDirectory) = ("2.0", directory));
            await current.StartAsync();
            var end = await current.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
            Assert.Equal(7, end.ReadOutputAs<int>());
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    // The activities that were open when the version failed the instance never ran again.
    [Fact]
    public async Task Instance_that_failed_for_its_version_is_rewound_with_its_open_activities()
    {
        var directory = Directory.CreateTempSubdirectory("versions-").FullName;
        try
        {
            string id;
            await using (var current = Host(options => (options.DefaultVersion, options.StateDirectory) = ("2.0", directory)))
            {
                current.AddActivity<int, int>("Slow", async (invocation, n) =>
                {
                    await Task.Delay(Timeout.Infinite, invocation.CancellationToken);
                    return n;
                });
                await current.StartAsync();
                id = await current.Client.ScheduleNewOrchestrationInstanceAsync("CallSlow");
                await current.Client.WaitForInstanceStartAsync(id);
            }

            await using (var old = Host(options =>
                (options.DefaultVersion, options.StateDirectory, options.VersionFailureStrategy) = ("1.0", directory, VersionFailure.Fail)))
            {
                old.AddActivity<int, int>("Slow", n => n);
                await old.StartAsync();
                Assert.Equal("VersionMismatch", (await old.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true)).FailureDetails!.ErrorType);
            }

            await using var again = Host(options => (options.DefaultVersion, options.StateDirectory) = ("2.0", directory));
            again.AddActivity<int, int>("Slow", n => n);
            await again.StartAsync();
            await again.Client.RewindInstanceAsync(id, "deployed");
            Assert.Equal(8, (await again.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true)).ReadOutputAs<int>());
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private DurableTestHost Host(Action<DurableEngineOptions> configure) => new DurableTestHost(options =>
        {
            options.ReplayAtEveryEvent = mode == EngineMode.Replayed;
            configure(options);
        })
        .AddOrchestrator("Show", context => Task.FromResult(context.Version))
        .AddOrchestrator("CallSlow", context => context.CallActivityAsync<int>("Slow", 8))
        .AddOrchestrator("Wait", context => context.WaitForExternalEvent<int>("n"));

    public sealed class Resident() : VersionTests(EngineMode.Resident);

    public sealed class Replayed() : VersionTests(EngineMode.Replayed);
}
