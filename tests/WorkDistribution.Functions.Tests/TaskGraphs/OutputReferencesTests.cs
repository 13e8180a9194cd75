using System.Text.Json;
using WorkDistribution.Functions.TaskGraphs.Requests;

namespace WorkDistribution.Functions.Tests.TaskGraphs;

public sealed class OutputReferencesTests
{
    [Theory]
    [InlineData("""{"a":1}""", "")]
    [InlineData("""{"$output":"x"}""", "x")]
    [InlineData("""{"a":{"$output":"x","path":"p"},"b":[{"$output":"y"}]}""", "x,y")]
    [InlineData("""{"$output":"x","other":1}""", "")]
    [InlineData("""{"$output":5}""", "")]
    public void In_finds_every_reference(string payload, string nodes) =>
        Assert.Equal(nodes, string.Join(',', OutputReferences.In(Parse(payload))));

    [Fact]
    public void Replace_puts_outputs_and_parts_of_them_in_place()
    {
        var payload = Parse("""{"keep":[1,"two",null,true],"whole":{"$output":"x"},"part":{"$output":"x","path":"sizes.1.width"}}""");

        var replaced = OutputReferences.Replace(payload, static _ => Parse("""{"sizes":[{"width":1},{"width":2}]}"""));

        Assert.Equal("""{"keep":[1,"two",null,true],"whole":{"sizes":[{"width":1},{"width":2}]},"part":2}""", replaced!.ToJsonString());
    }

    [Fact]
    public void Replace_of_an_output_that_is_not_there_gives_null() =>
        Assert.Equal("""{"a":null}""", OutputReferences.Replace(Parse("""{"a":{"$output":"x"}}"""), static _ => null)!.ToJsonString());

    [Theory]
    [InlineData("none")]
    [InlineData("sizes.5")]
    [InlineData("sizes.-1")]
    [InlineData("text.x")]
    public void Replace_names_the_part_that_an_output_does_not_have(string path)
    {
        var payload = Parse($$$"""{"a":{"$output":"x","path":"{{{path}}}"}}""");

        var refused = Assert.Throws<InvalidDataException>(() => OutputReferences.Replace(payload, static _ => Parse("""{"sizes":[1],"text":"t"}""")));

        Assert.Contains($"'{path}'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'x'", refused.Message, StringComparison.Ordinal);
    }

    private static JsonElement Parse(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
