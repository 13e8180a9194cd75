using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Storage;
using WorkDistribution.Functions.WorkItems.Workers;

namespace WorkDistribution.Functions.WorkItems.Lanes;

/// <summary>What sessions need.</summary>
internal sealed record LaneServices(
    LaneMembership Membership,
    LaneInsurance Insurance,
    LaneClaimer Claimer,
    LaneRebalancer Rebalancer,
    BatchWorker Worker,
    ClaimRoom Room,
    RunningItems Running,
    TicketQueue Tickets,
    WorkerIdentity Identity,
    PriorityBoard Board,
    IOptions<WorkItemsOptions> Options,
    TimeProvider Time,
    ILogger<LaneSession> Logger);
