using WorkDistribution.Cli.Pipelines;
using WorkDistribution.Cli.Run;

namespace WorkDistribution.Cli.Tests.Pipelines;

public sealed class PipelineSettingsTests
{
    private static readonly InputSelection Input = new(["/data/*.txt"], ["/data"]);

    [Fact]
    public void ToRequest_leaves_out_what_was_not_given() =>
        Assert.Equal(
            """{"input":{"files":["/data/*.txt"]}}""",
            new PipelineSettings("text-etl", [], false, null, null, new Dictionary<string, int>(), null, false).ToRequest(Input).ToJsonString());

    [Fact]
    public void ToRequest_carries_every_option() =>
        Assert.Equal(
            """{"input":{"files":["/data/*.txt"],"splitBytes":1024},"ordered":true,"onError":"stop","parallelism":{"parse":4}}""",
            new PipelineSettings("text-etl", [], true, "stop", 1024, new Dictionary<string, int> { ["parse"] = 4 }, null, true).ToRequest(Input).ToJsonString());
}
