using Microsoft.Extensions.Options;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Packs;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.WorkItems.Submission;

/// <summary>What storing a batch takes.</summary>
internal sealed record BatchServices(
    WorkSubmissionReader Reader,
    WorkItemFactory Factory,
    PendingIndex Index,
    PackTable Packs,
    WorkSubmitter Submitter,
    IdempotencyKeys Keys,
    PayloadStore Payloads,
    TicketQueue Tickets,
    DelayedTickets Delayed,
    PriorityBoard Board,
    WorkMeter Meter,
    Backpressure Backpressure,
    CoordinationCost Cost,
    TimeProvider Time,
    IOptions<WorkItemsOptions> Options);
