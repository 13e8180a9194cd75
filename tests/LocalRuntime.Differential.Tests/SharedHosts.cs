using WorkDistribution.LocalRuntime.Differential.Tests;
using WorkDistribution.LocalRuntime.Differential.Tests.Hosts;
using WorkDistribution.LocalRuntime.Differential.Tests.Model;

[assembly: AssemblyFixture(typeof(SharedHosts))]

namespace WorkDistribution.LocalRuntime.Differential.Tests;

/// <summary>One host of each kind for all scenarios that can share it.</summary>
public sealed class SharedHosts : IAsyncLifetime
{
    private HostSet? _hosts;

    internal HostSet Hosts => _hosts ?? throw new InvalidOperationException("The hosts have not started.");

    public async ValueTask InitializeAsync() =>
        _hosts = await HostSet.StartAsync([.. typeof(SharedHosts).Assembly.GetTypes()
            .Where(type => !type.IsInterface && type.IsAssignableTo(typeof(ITopic)))
            .SelectMany(type => (Scenario[])type.GetProperty(nameof(ITopic.Scenarios))!.GetValue(null)!)
            .Where(scenario => !scenario.IsAlone)]);

    public ValueTask DisposeAsync() => Hosts.DisposeAsync();
}
