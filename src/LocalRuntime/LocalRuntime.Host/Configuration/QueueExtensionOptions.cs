namespace WorkDistribution.LocalRuntime.Host.Configuration;

/// <summary><c>extensions.queues</c> of host.json.</summary>
internal sealed record QueueExtensionOptions
{
    public const int MaxBatchSize = 32;

    public static readonly TimeSpan MinPollingInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Messages fetched at once, 1 to 32 (the service's own limit). Default 16.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>A new batch is fetched when no more than this many messages are being worked on. Default half of the batch size.</summary>
    public int NewBatchThreshold { get; init; } = 8;

    /// <summary>Longest wait between two looks at an empty queue. Default 2 s, as the real host has in local development.</summary>
    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Tries of a message before it goes to the poison queue. Default 5.</summary>
    public int MaxDequeueCount { get; init; } = 5;

    /// <summary>How long a message stays invisible after a failed try. Default none.</summary>
    public TimeSpan VisibilityTimeout { get; init; } = TimeSpan.Zero;

    public QueueMessageEncodingOption MessageEncoding { get; init; } = QueueMessageEncodingOption.Base64;

    /// <summary>Most messages of one queue function in work at once.</summary>
    public int MaxConcurrency => BatchSize + NewBatchThreshold;
}
