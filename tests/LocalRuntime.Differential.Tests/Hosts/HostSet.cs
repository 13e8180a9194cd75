using WorkDistribution.LocalRuntime.Differential.Tests.Model;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Hosts;

/// <summary>The hosts of some scenarios, each with all their functions.</summary>
internal sealed class HostSet : IAsyncDisposable
{
    private readonly Slot<OfficialTestHost> _official = new(new OfficialTestHost(), host => host.StartAsync);
    private readonly Slot<OfficialCoreHost> _core = new(new OfficialCoreHost(), host => host.StartAsync);
    private readonly Slot<EngineHost> _engine = new(new EngineHost(), host => host.StartAsync);

    public static async Task<HostSet> StartAsync(IReadOnlyCollection<Scenario> scenarios)
    {
        var hosts = new HostSet();
        await hosts._official.StartAsync(scenarios.Where(scenario => scenario.Reference == Reference.InProcessTestHost));
        await hosts._core.StartAsync(scenarios.Where(scenario => scenario.Reference == Reference.Core));
        await hosts._engine.StartAsync(scenarios);
        return hosts;
    }

    public Run OfficialRun(Scenario scenario) =>
        scenario.Reference == Reference.Core ? _core.Runs[scenario] : _official.Runs[scenario];

    public Run EngineRun(Scenario scenario) => _engine.Runs[scenario];

    public async ValueTask DisposeAsync()
    {
        await _official.Host.DisposeAsync();
        await _core.Host.DisposeAsync();
        await _engine.Host.DisposeAsync();
    }

    private sealed class Slot<THost>(THost host, Func<THost, Func<FunctionSet, Task>> start)
        where THost : IRunningHost
    {
        public THost Host => host;

        public Dictionary<Scenario, Run> Runs { get; } = [];

        public async Task StartAsync(IEnumerable<Scenario> scenarios)
        {
            var functions = new FunctionSet();
            CommonFunctions.Register(functions);
            foreach (var scenario in scenarios)
            {
                var run = Runs[scenario] = new Run(scenario.Name, host);
                scenario.Register(functions, run);
            }

            if (Runs.Count > 0)
            {
                await start(host)(functions);
            }
        }
    }
}
