using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using static Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Client;

/// <summary>The statuses that a start refuses are those of the host's option and those of the request, united.</summary>
public sealed class ReusePolicyTests : IAsyncDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(30));
    private DurableTestHost? _host;

    private CancellationToken Token => _deadline.Token;

    public static TheoryData<
        OverridableExistingInstanceStates, OrchestrationRuntimeStatus[]?, OrchestrationRuntimeStatus, Type?> Cases => new()
    {
        // The host refuses what runs, whatever the request says.
        { OverridableExistingInstanceStates.NonRunningStates, null, Running, typeof(OrchestrationAlreadyExistsException) },
        { OverridableExistingInstanceStates.NonRunningStates, [], Running, typeof(OrchestrationAlreadyExistsException) },
        { OverridableExistingInstanceStates.NonRunningStates, [Completed], Suspended, typeof(OrchestrationAlreadyExistsException) },
        { OverridableExistingInstanceStates.NonRunningStates, null, Completed, null },
        { OverridableExistingInstanceStates.NonRunningStates, [Completed], Completed, typeof(OrchestrationAlreadyExistsException) },
        { OverridableExistingInstanceStates.NonRunningStates, [Failed], Completed, null },
        { OverridableExistingInstanceStates.NonRunningStates, [Terminated], Completed, null },
        { OverridableExistingInstanceStates.NonRunningStates, [Terminated], Terminated, typeof(OrchestrationAlreadyExistsException) },

        // The host refuses nothing, so the request decides.
        { OverridableExistingInstanceStates.AnyState, null, Running, null },
        { OverridableExistingInstanceStates.AnyState, [], Suspended, null },
        { OverridableExistingInstanceStates.AnyState, [Completed], Running, null },
        { OverridableExistingInstanceStates.AnyState, [Running], Running, typeof(OrchestrationAlreadyExistsException) },
        { OverridableExistingInstanceStates.AnyState, [Running], Suspended, null },
        { OverridableExistingInstanceStates.AnyState, [Terminated, Running, Pending, Suspended], Completed, null },

        // A running one would be terminated, and then be in the way as a terminated one.
        { OverridableExistingInstanceStates.AnyState, [Terminated], Running, typeof(ArgumentException) },
        { OverridableExistingInstanceStates.AnyState, [Terminated, Running], Completed, typeof(ArgumentException) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Start_replaces_what_neither_the_host_nor_the_request_refuses(
        OverridableExistingInstanceStates host, OrchestrationRuntimeStatus[]? refused, OrchestrationRuntimeStatus existing, Type? error)
    {
        await StartAsync(host);
        await MakeAsync("x", existing);

        var start = Client.ScheduleNewOrchestrationInstanceAsync("Done", Options("x", refused), Token);

        if (error is null)
        {
            await start;
            Assert.Equal(1, (await Client.WaitForInstanceCompletionAsync("x", getInputsAndOutputs: true, Token)).ReadOutputAs<int>());
        }
        else
        {
            Assert.Equal(error, (await Assert.ThrowsAnyAsync<Exception>(() => start)).GetType());
            Assert.Equal(existing, (await Client.GetInstanceAsync("x", Token))!.RuntimeStatus);
        }
    }

    [Fact]
    public async Task Statuses_that_contradict_each_other_do_no_harm_to_a_new_id()
    {
        await StartAsync(OverridableExistingInstanceStates.AnyState);

        await Client.ScheduleNewOrchestrationInstanceAsync("Done", Options("new", [Terminated]), Token);
        await Client.ScheduleNewOrchestrationInstanceAsync("Done", Options(null, [Terminated]), Token);

        Assert.Equal(Completed, (await Client.WaitForInstanceCompletionAsync("new", Token)).RuntimeStatus);
    }

    [Fact]
    public async Task Status_that_does_not_exist_is_refused()
    {
        await StartAsync(OverridableExistingInstanceStates.AnyState);
        var options = new StartOrchestrationOptions("new") { DedupeStatuses = ["Sleeping"] };

        var error = await Assert.ThrowsAsync<ArgumentException>(() => Client.ScheduleNewOrchestrationInstanceAsync("Done", options, Token));

        Assert.Contains("'Sleeping'", error.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _host!.DisposeAsync();
        _deadline.Dispose();
    }

    private DurableTaskClient Client => _host!.Client;

    private static StartOrchestrationOptions Options(string? id, OrchestrationRuntimeStatus[]? refused)
    {
        var options = new StartOrchestrationOptions(id);
        return refused is null ? options : options.WithDedupeStatuses(refused);
    }

    private async Task StartAsync(OverridableExistingInstanceStates states)
    {
        _host = new DurableTestHost(options => options.OverridableExistingInstanceStates = states)
            .AddOrchestrator("Done", _ => Task.FromResult(1))
            .AddOrchestrator("Wait", context => context.WaitForExternalEvent<int>("n"));
        await _host.StartAsync(Token);
    }

    private async Task MakeAsync(string id, OrchestrationRuntimeStatus status)
    {
        await Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions(id), Token);
        await Client.WaitForInstanceStartAsync(id, Token);
        switch (status)
        {
            case Completed:
                await Client.RaiseEventAsync(id, "n", 0, Token);
                await Client.WaitForInstanceCompletionAsync(id, Token);
                break;
            case Terminated:
                await Client.TerminateInstanceAsync(id, Token);
                break;
            case Suspended:
                await Client.SuspendInstanceAsync(id, cancellation: Token);
                break;
            default:
                break;
        }
    }
}
