namespace WorkDistribution.LocalRuntime.Host.Tests.Bindings;

public sealed record BoundItem(string Name, int Count);
