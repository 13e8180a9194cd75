using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Engine.Storage;

namespace WorkDistribution.Simulation.Engine;

/// <summary>
/// Someone who looks after the instances: suspends and resumes some of them for no reason, and resumes what is parked or
/// suspended when nothing else would ever happen.
/// </summary>
internal sealed class Operator(SimulatedWorld world, DurableTaskClient client)
{
    private readonly HashSet<string> _asked = [];

    /// <summary>Suspends an instance, or resumes it, if it is one that is still running.</summary>
    public void Switch()
    {
        List<InstanceRow> running = [.. world.State.Instances.Where(row => !row.IsFinished)];
        if (running.Count == 0)
        {
            return;
        }

        var row = running[world.Random.Next(running.Count)];
        Ask(row.Id, () => row.Status == OrchestrationRuntimeStatus.Suspended ? client.ResumeInstanceAsync(row.Id) : client.SuspendInstanceAsync(row.Id));
    }

    /// <summary>Resumes everything that waits for somebody to do so. False if there is nothing.</summary>
    public bool ResumeAll()
    {
        List<InstanceRow> waiting =
            [.. world.State.Instances.Where(row => !row.IsFinished && (row.ParkedReason is not null || row.Status == OrchestrationRuntimeStatus.Suspended))];
        foreach (var row in waiting)
        {
            Ask(row.Id, () => client.ResumeInstanceAsync(row.Id));
        }

        return waiting.Count > 0;
    }

    /// <summary>Resumes what is suspended. False if there is nothing, or it is under way.</summary>
    public bool ResumeSuspended()
    {
        var any = false;
        foreach (var row in world.State.Instances.Where(row => row is { ParkedReason: null, Status: OrchestrationRuntimeStatus.Suspended }))
        {
            any |= Ask(row.Id, () => client.ResumeInstanceAsync(row.Id));
        }

        return any;
    }

    private bool Ask(string instanceId, Func<Task> request)
    {
        var isNew = _asked.Add(instanceId);
        if (isNew)
        {
            world.Process.Post(() => _ = AskAsync(instanceId, request));
        }

        return isNew;
    }

    private async Task AskAsync(string instanceId, Func<Task> request)
    {
        try
        {
            await request();
        }
        catch (Exception e) when (e is StoreUnavailableException or RejectedStepException or InvalidOperationException or ArgumentException
            or OperationCanceledException)
        {
            // It has changed meanwhile, or cannot be done now: whoever finds it waiting again asks again.
        }
        finally
        {
            _asked.Remove(instanceId);
        }
    }
}
