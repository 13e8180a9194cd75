using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Engine.Storage;
using WorkDistribution.Simulation.Engine;
using WorkDistribution.Simulation.Invariants;

namespace WorkDistribution.Simulation.Workloads;

/// <summary>
/// Work for the engine and a model of what must come of it. Its client lives in the engine's process and is started again
/// after a crash; what it knows for sure (what was answered, what was refused) is kept here.
/// </summary>
internal abstract class Workload(SimulatedWorld world, string id)
{
    public bool IsDone { get; private set; }

    protected SimulatedWorld World { get; } = world;

    /// <summary>Begins the ids of all its instances and entities.</summary>
    protected string Id { get; } = id;

    public override string ToString() => $"{GetType().Name} '{Id}'";

    /// <summary>Whether the deployment may be the cause that an instance is parked.</summary>
    public virtual bool MayPark(string instanceId) => false;

    /// <summary>Does what is left to do for the client.</summary>
    public async Task DriveAsync(DurableTaskClient client)
    {
        await World.PauseAsync();
        await WorkAsync(client);
        IsDone = true;
    }

    /// <summary>Compares what came of the work with the model.</summary>
    /// <exception cref="InvariantViolationException">They differ.</exception>
    public abstract void Verify();

    protected abstract Task WorkAsync(DurableTaskClient client);

    /// <summary>Asks until the store is available.</summary>
    protected async Task<T> PersistAsync<T>(Func<Task<T>> ask)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (Exception e) when (e is StoreUnavailableException or RejectedStepException)
            {
                await World.PauseAsync();
            }
        }
    }

    /// <summary>Starts an instance unless a former life did.</summary>
    protected Task<string> EnsureStartedAsync(DurableTaskClient client, string orchestrator, string instanceId, object? input) =>
        PersistAsync(async () =>
        {
            try
            {
                return await client.GetInstanceAsync(instanceId) is null
                    ? await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(instanceId))
                    : instanceId;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                // An earlier request was pending during an outage, and has been carried out since.
                return instanceId;
            }
        });

    protected Task<OrchestrationMetadata> EndAsync(DurableTaskClient client, string instanceId) =>
        PersistAsync(() => client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true));

    protected async Task RunAsync(DurableTaskClient client, string orchestrator, string instanceId, object? input)
    {
        await EnsureStartedAsync(client, orchestrator, instanceId, input);
        await EndAsync(client, instanceId);
    }

    protected InstanceRow Row(string instanceId) => World.State.FindInstance(instanceId, withInput: true)
        ?? throw new InvariantViolationException($"Instance '{instanceId}' is lost.");

    /// <summary>Checks the end of an instance against the model.</summary>
    protected void EnsureOutput(string instanceId, string expected, OrchestrationRuntimeStatus status = OrchestrationRuntimeStatus.Completed)
    {
        var row = Row(instanceId);
        if (row.Status != status || row.Output != expected)
        {
            throw Violation($"'{instanceId}' ended as {row.Status} with {row.Output}, but the model says {status} with {expected}");
        }
    }

    protected InvariantViolationException Violation(string what) => new($"{this}: {what}.");
}
