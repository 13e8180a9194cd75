using WorkDistribution.Core.Posts;

namespace WorkDistribution.Core.Tests.Posts;

public sealed class SentimentScorerTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("The parcel came.", 0)]
    [InlineData("GREAT phone, love it!", 2)]
    [InlineData("An awful, slow app", -3)]
    [InlineData("not good", -1)]
    [InlineData("never a problem", -1)]
    [InlineData("no problem", 1)]
    [InlineData("not great but not terrible", 1)]
    [InlineData("goodness", 0)]
    [InlineData("😀 excellent 😀", 2)]
    public void Score_sums_the_words_and_turns_what_is_negated(string text, int expected) => Assert.Equal(expected, SentimentScorer.Score(text));
}
