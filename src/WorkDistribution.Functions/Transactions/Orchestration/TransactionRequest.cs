namespace WorkDistribution.Functions.Transactions.Orchestration;

/// <summary>Input of the coordinator.</summary>
/// <param name="Participants">P1, P2 and so on.</param>
/// <param name="PresumesAbort">Whether the absence of a decision stands for abort, so that aborts need no acknowledgement.</param>
/// <param name="ReadOnlyVotes">Whether a participant with nothing to change may vote read-only and leave after the first phase.</param>
/// <param name="VoteTimeout">How long to wait for votes.</param>
/// <param name="DecisionTimeout">How long participants wait for the decision after that.</param>
/// <param name="TerminationInterval">How long a blocked participant waits before it asks again.</param>
/// <param name="AcknowledgeTimeout">How long to wait for acknowledgements.</param>
internal sealed record TransactionRequest(
    IReadOnlyList<TransactionWork> Participants,
    bool PresumesAbort,
    bool ReadOnlyVotes,
    TimeSpan VoteTimeout,
    TimeSpan DecisionTimeout,
    TimeSpan TerminationInterval,
    TimeSpan AcknowledgeTimeout);
