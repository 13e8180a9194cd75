using System.Diagnostics.CodeAnalysis;
using WorkDistribution.LocalRuntime.Differential.Tests.Hosts;
using WorkDistribution.LocalRuntime.Differential.Tests.Model;

namespace WorkDistribution.LocalRuntime.Differential.Tests;

/// <summary>Runs each scenario of a topic on the official host and on the engine, and compares what there is to see.</summary>
public abstract class Topic<TSelf>(TopicHosts<TSelf> shared) : IClassFixture<TopicHosts<TSelf>>
    where TSelf : ITopic
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(30);

    [SuppressMessage("Design", "CA1000", Justification = "xUnit takes the rows of each topic from a static member.")]
    public static TheoryData<string> Names => [.. TSelf.Scenarios.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Both_agree(string name)
    {
        var scenario = TSelf.Scenarios.Single(candidate => candidate.Name == name);
        if (scenario.IsAlone)
        {
            await using var own = await HostSet.StartAsync([scenario]);
            await CompareAsync(scenario, own);
        }
        else
        {
            await CompareAsync(scenario, shared.Hosts);
        }
    }

    private static async Task CompareAsync(Scenario scenario, HostSet hosts)
    {
        var official = TextAsync("official host", hosts.OfficialRun(scenario), scenario);
        var engine = TextAsync("engine", hosts.EngineRun(scenario), scenario);
        if (scenario.Difference is { } difference)
        {
            Assert.Equal(Observation.Text(difference.Official), await official);
            Assert.Equal(Observation.Text(difference.Engine), await engine);
        }
        else if (await official != await engine)
        {
            Assert.Fail($"The official host and the engine differ.\nOfficial: {await official}\nEngine: {await engine}");
        }
    }

    private static async Task<string> TextAsync(string host, Run run, Scenario scenario)
    {
        try
        {
            return await run.DriveAsync(scenario, _deadline);
        }
        catch (Exception e)
        {
            return $"Failed on the {host}: {e.Message}\nNotes: {string.Join(", ", run.Notes)}";
        }
    }
}
