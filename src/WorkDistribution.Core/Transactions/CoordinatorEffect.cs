namespace WorkDistribution.Core.Transactions;

/// <summary>What the coordinator has done next: either a log entry or a message. Effects are carried out one by one, in order.</summary>
/// <param name="Entry">The entry to log, or null.</param>
/// <param name="Forced">Whether the log must be durable up to this entry before the next effect.</param>
/// <param name="To">Index of the participant that a message goes to.</param>
/// <param name="Decision">The decision to send; null stands for PREPARE.</param>
public readonly record struct CoordinatorEffect(TransactionLogEntry? Entry, bool Forced, int To, TransactionDecision? Decision)
{
    /// <summary>Logs an entry.</summary>
    public static CoordinatorEffect Log(TransactionLogEntry entry, bool forced) => new(entry, forced, -1, null);

    /// <summary>Sends PREPARE.</summary>
    public static CoordinatorEffect Prepare(int to) => new(null, false, to, null);

    /// <summary>Sends the decision.</summary>
    public static CoordinatorEffect Decide(int to, TransactionDecision decision) => new(null, false, to, decision);
}
