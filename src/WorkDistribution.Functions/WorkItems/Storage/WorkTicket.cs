namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>
/// Says that there may be work: one ticket stands for up to 100 items. Which ones is decided when a worker runs it.
/// </summary>
/// <param name="Partition">Where work was added: a hint.</param>
internal sealed record WorkTicket(string? Partition);
