using WorkDistribution.Core.Pipelines.Text;

namespace WorkDistribution.Core.Tests.Pipelines.Text;

public sealed class LineClassifierTests
{
    [Theory]
    [InlineData("", LineKind.Blank)]
    [InlineData(" \t", LineKind.Blank)]
    [InlineData("# Title", LineKind.Heading)]
    [InlineData("###### Title", LineKind.Heading)]
    [InlineData("####### no title", LineKind.Prose)]
    [InlineData("#hashtag", LineKind.Prose)]
    [InlineData("    indented", LineKind.Code)]
    [InlineData("\tindented", LineKind.Code)]
    [InlineData("```sh", LineKind.Code)]
    [InlineData("return 1; ", LineKind.Code)]
    [InlineData("<p>", LineKind.Code)]
    [InlineData("It was a dark night.", LineKind.Prose)]
    public void Line_is_classified(string text, LineKind kind) => Assert.Equal(kind, LineClassifier.Classify(text));

    [Fact]
    public void Reading_takes_300_ms_a_word() =>
        Assert.Equal(new EnrichedLine(3, LineKind.Prose, 4, 20, 1_200), LineClassifier.Enrich(new ParsedLine(3, 4, 20, "four words of prose")));

    [Fact]
    public void Totals_add_up_in_any_order()
    {
        var lines = Enumerable.Range(1, 9).Select(i => new EnrichedLine(i, (LineKind)(i % 4), i, 2 * i, 300 * i)).ToList();
        var (forward, backward) = (new TextTotals(), new TextTotals());

        forward.Add("a", lines[..5]);
        forward.Add("b", lines[5..]);
        backward.Add("b", lines[5..]);
        backward.Add("a", Enumerable.Reverse(lines[..5]));

        Assert.Equal(forward.ByKind(), backward.ByKind());
        Assert.Equal(forward.Sources["a"], backward.Sources["a"]);
        Assert.Equal(["a", "b"], backward.Sources.Keys);
        Assert.Equal(9, forward.ByKind().Values.Sum(static totals => totals.Lines));
    }
}
