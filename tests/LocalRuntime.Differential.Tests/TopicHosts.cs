using WorkDistribution.LocalRuntime.Differential.Tests.Hosts;

namespace WorkDistribution.LocalRuntime.Differential.Tests;

/// <summary>
/// Hosts of a topic's own, shared by its scenarios. The official test host works off two or so items at a time and then
/// pauses for half a second, so that topics which ran on one host would slow each other down.
/// </summary>
public sealed class TopicHosts<TTopic> : IAsyncLifetime
    where TTopic : ITopic
{
    private HostSet? _hosts;

    internal HostSet Hosts => _hosts ?? throw new InvalidOperationException("The hosts have not started.");

    public async ValueTask InitializeAsync() =>
        _hosts = await HostSet.StartAsync([.. TTopic.Scenarios.Where(scenario => !scenario.IsAlone)]);

    public ValueTask DisposeAsync() => Hosts.DisposeAsync();
}
