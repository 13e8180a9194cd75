using System.Text.Json;
using WorkDistribution.Cli.Pipelines;

namespace WorkDistribution.Cli.Tests.Pipelines;

public sealed class PipelineProgressTests
{
    [Fact]
    public void Line_tells_what_each_stage_has_done() =>
        Assert.Equal(
            "run  9 items  read 9  parse 5 (3 waiting)  1 dead letter",
            PipelineProgress.Line(JsonSerializer.Deserialize<JsonElement>(
                """{"phase":"run","items":9,"deadLettered":1,"stages":[{"name":"read","waiting":0,"done":9},{"name":"parse","waiting":3,"done":5}]}""")));
}
