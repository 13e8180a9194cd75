using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LocalRuntime.Contracts.Tests.DurableTask;

/// <summary>A client that implements only what it must, and notes the last call.</summary>
internal sealed class FakeDurableTaskClient(string name) : DurableTaskClient(name)
{
    public object?[] LastCall { get; private set; } = [];

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
        => Note("id", orchestratorName, input, options);

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
        => Note(0, instanceId, eventName, eventPayload);

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
        => Note(new OrchestrationMetadata("Test", instanceId), getInputsAndOutputs);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
        => Note(new OrchestrationMetadata("Test", instanceId), getInputsAndOutputs);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
        => Note(0, instanceId, reason);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
        => Note(0, instanceId, reason);

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
        => Note(0, instanceId, options);

    public override Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
        => Note(new PurgeResult(1), filter, options);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
        => Note<OrchestrationMetadata?>(new OrchestrationMetadata("Test", instanceId), getInputsAndOutputs);

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
        => Pageable.Create((string? _, CancellationToken _) => Task.FromResult(new Page<OrchestrationMetadata>([])));

    public override ValueTask DisposeAsync() => default;

    private Task<T> Note<T>(T result, params object?[] call)
    {
        LastCall = call;
        return Task.FromResult(result);
    }
}
