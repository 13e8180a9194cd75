using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Model;

/// <summary>One run of a scenario on one host.</summary>
public sealed class Run(string name, IRunningHost host)
{
    private readonly ConcurrentQueue<string> _notes = new();

    public DurableTaskClient Client => host.Client;

    /// <summary>Cancelled when the scenario has taken too long.</summary>
    public CancellationToken Token { get; private set; }

    /// <summary>What functions saw, in order.</summary>
    public IReadOnlyList<string> Notes => [.. _notes];

    /// <summary>What was logged under a category.</summary>
    public IReadOnlyList<string> Logs(string category) => host.Logs.Of(category);

    /// <summary>Drives the scenario and gives its observation as text.</summary>
    public async Task<string> DriveAsync(Scenario scenario, TimeSpan deadline)
    {
        using var late = new CancellationTokenSource(deadline);
        Token = late.Token;
        return Observation.Text(await scenario.Drive(this).WaitAsync(Token));
    }

    public void Note(string seen) => _notes.Enqueue(seen);

    /// <summary>An instance id of this scenario's own.</summary>
    public string Id(string suffix = "main") => $"{name.Replace(' ', '-')}-{suffix}";

    public Task<string> StartAsync(string orchestrator, object? input = null, string suffix = "main") =>
        StartAsync(orchestrator, input, new StartOrchestrationOptions(Id(suffix)));

    public Task<string> StartAsync(string orchestrator, object? input, StartOrchestrationOptions options) =>
        Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, options, Token);

    /// <summary>Runs an orchestration to its end and gives what there is to see of it.</summary>
    public async Task<object?> EndOfAsync(string orchestrator, object? input = null, string suffix = "main") =>
        await EndAsync(await StartAsync(orchestrator, input, suffix));

    public async Task<object?> EndAsync(string id) => Observation.Of(await CompletionOf(id));

    public Task<OrchestrationMetadata> CompletionOf(string id) =>
        Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Token);

    public async Task<object?> GetAsync(string id) =>
        Observation.Of(await Client.GetInstanceAsync(id, getInputsAndOutputs: true, Token));

    /// <summary>Waits until an instance is in a state.</summary>
    public Task UntilAsync(string id, Func<OrchestrationMetadata, bool> reached) => UntilAsync(
        async () => await Client.GetInstanceAsync(id, getInputsAndOutputs: true, Token) is { } instance && reached(instance));

    public Task UntilStatusAsync(string id, OrchestrationRuntimeStatus status) =>
        UntilAsync(id, instance => instance.RuntimeStatus == status);

    public Task UntilCustomStatusAsync(string id, string status) =>
        UntilAsync(id, instance => instance.SerializedCustomStatus == $"\"{status}\"");

    public async Task UntilAsync(Func<Task<bool>> reached)
    {
        while (!await reached())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), Token);
        }
    }

    /// <summary>The exception of a call, as type and message.</summary>
    public static async Task<string> ErrorOf(Func<Task> call)
    {
        try
        {
            await call();
            return "none";
        }
        catch (Exception e)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }
}
