namespace WorkDistribution.Functions.Transactions.Orchestration;

/// <summary>Custom status and output of the coordinator: a projection of its history, which is the transaction log.</summary>
/// <param name="Id">The transaction's id.</param>
/// <param name="State">One of <see cref="TransactionStates"/>.</param>
/// <param name="Decision"><c>commit</c>, <c>abort</c>, or null while there is none.</param>
/// <param name="Reason">Why it was aborted, or is not complete.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="EndedAt">When it ended, UTC.</param>
/// <param name="Participants">The participants in their order.</param>
/// <param name="Messages">Messages, and how many were saved.</param>
/// <param name="Log">The log.</param>
internal sealed record TransactionStatus(
    string Id,
    string State,
    string? Decision,
    string? Reason,
    DateTime? StartedAt,
    DateTime? EndedAt,
    IReadOnlyList<ParticipantStatus> Participants,
    MessageCount Messages,
    IReadOnlyList<LoggedEntry> Log);
