using System.Text.Json.Nodes;
using WorkDistribution.Cli.Run;

namespace WorkDistribution.Cli.Tests.Run;

public sealed class RunSettingsTests
{
    private static readonly InputSelection Input = new(["/data/*.txt"], ["/data"]);

    [Fact]
    public void ToRequest_leaves_out_what_was_not_given()
    {
        var settings = new RunSettings("word-count", [], [], 20, null, null, null, null, null, false);

        Assert.Equal("""{"input":{"files":["/data/*.txt"]}}""", settings.ToRequest(Input).ToJsonString());
    }

    [Fact]
    public void ToRequest_carries_every_option()
    {
        var settings = new RunSettings("grep", [], new JsonObject { ["pattern"] = "x" }, 5, 3, 1024, 2, "5%", null, true);

        Assert.Equal(
            """{"input":{"files":["/data/*.txt"]},"reducers":3,"splitBytes":1024,"maxParallelMaps":2,"toleratedFailures":"5%","parameters":{"pattern":"x"}}""",
            settings.ToRequest(Input).ToJsonString());
    }

    [Fact]
    public void ToRequest_sends_a_tolerated_count_as_a_number()
    {
        var settings = new RunSettings("sort", [], [], 5, null, null, null, "7", null, false);

        Assert.Equal(7, settings.ToRequest(Input)["toleratedFailures"]!.GetValue<int>());
    }
}
