using Microsoft.DurableTask.Client;

namespace BenchmarkApp;

internal static class ClientExtensions
{
    /// <summary>Runs an orchestration to its end.</summary>
    /// <returns>Its output.</returns>
    public static async Task<T> RunAsync<T>(
        this DurableTaskClient client, string orchestrator, int input, CancellationToken cancellationToken)
    {
        var id = await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, cancellationToken);
        var end = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellationToken);
        return end.RuntimeStatus == OrchestrationRuntimeStatus.Completed
            ? end.ReadOutputAs<T>()!
            : throw new InvalidOperationException($"{orchestrator} ended as {end.RuntimeStatus}: {end.FailureDetails}");
    }
}
