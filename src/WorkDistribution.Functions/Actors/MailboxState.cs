namespace WorkDistribution.Functions.Actors;

/// <summary>The last messages of a room.</summary>
internal sealed class MailboxState
{
    /// <summary>Messages that a room keeps.</summary>
    public const int MaxMessages = 200;

    /// <summary>Number of the last message.</summary>
    public long Last { get; set; }

    /// <summary>The last messages, in order.</summary>
    public List<MailboxMessage> Messages { get; init; } = [];
}
