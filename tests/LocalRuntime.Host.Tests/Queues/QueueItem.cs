namespace WorkDistribution.LocalRuntime.Host.Tests.Queues;

public sealed record QueueItem(string Name, int Count);
