using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary>The answer to a submission, and the ticket for what it added.</summary>
internal sealed class WorkSubmitted
{
    /// <summary>The answer.</summary>
    [HttpResult]
    public required HttpResponseData Response { get; init; }

    /// <summary>A ticket; null for none.</summary>
    [QueueOutput(WorkQueueNames.Tickets)]
    public string? Ticket { get; init; }
}
