using System.Text.Json;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.Functions.Actors.Http;

/// <summary>Asks actors from HTTP functions.</summary>
internal static class Asking
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends a message to an actor and waits for its answer, up to 30 s.</summary>
    /// <exception cref="InvalidOperationException">The actor refused the message; the reason is in the text.</exception>
    /// <exception cref="TimeoutException">No answer came in time; the message may still be served.</exception>
    public static async Task<T> AskAsync<T>(
        this DurableTaskClient client, string actor, string key, string operation, object input, CancellationToken cancellationToken)
    {
        var order = new AskOrder(actor, key, operation, JsonSerializer.SerializeToElement(input));
        var id = await client.ScheduleNewOrchestrationInstanceAsync(ActorFunctionNames.Ask, order, cancellationToken);
        var asked = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellationToken).WaitAsync(Patience, cancellationToken);
        await client.PurgeInstanceAsync(id, cancellation: cancellationToken);
        return asked.RuntimeStatus == OrchestrationRuntimeStatus.Completed
            ? asked.ReadOutputAs<T>()!
            : throw new InvalidOperationException(asked.FailureDetails?.ErrorMessage ?? "The actor did not answer.");
    }
}
