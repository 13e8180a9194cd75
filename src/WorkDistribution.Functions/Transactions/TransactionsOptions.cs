namespace WorkDistribution.Functions.Transactions;

/// <summary>Settings <c>Transactions__…</c>, checked when the app starts. All are from 1 ms to 30 days.</summary>
internal sealed class TransactionsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Transactions";

    /// <summary>How long the coordinator waits for votes before it aborts. Default 10 s.</summary>
    public TimeSpan VoteTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a prepared participant waits for the decision, counted from the end of the voting, before it runs the termination protocol. Default 20 s.</summary>
    public TimeSpan DecisionTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a participant that is blocked waits before it asks coordinator and peers again. Default 30 s.</summary>
    public TimeSpan TerminationInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the coordinator waits for acknowledgements before it ends without them. Default 1 day.</summary>
    public TimeSpan AcknowledgeTimeout { get; set; } = TimeSpan.FromDays(1);
}
