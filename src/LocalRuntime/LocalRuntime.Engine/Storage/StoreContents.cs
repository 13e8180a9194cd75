namespace WorkDistribution.LocalRuntime.Engine.Storage;

/// <summary>What recovery starts from: the instances that have work, and every undelivered message in order.</summary>
internal sealed record StoreContents(
    long NextKey, long NextSeq, IReadOnlyList<InstanceRow> Unfinished, IReadOnlyList<InboxRow> Inbox);
