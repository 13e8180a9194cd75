using System.Collections.Frozen;

namespace WorkDistribution.Core.Posts;

/// <summary>Scores the sentiment of a post by the words in it.</summary>
public static class SentimentScorer
{
    private static readonly FrozenDictionary<string, int> Words = Score(1, "good", "great", "love", "loved", "happy", "best", "nice", "fast", "win", "thanks", "enjoy", "fine")
        .Concat(Score(2, "excellent", "amazing", "perfect", "wonderful", "brilliant"))
        .Concat(Score(-1, "bad", "slow", "late", "sad", "hate", "hated", "worse", "broken", "lost", "problem", "angry", "fail"))
        .Concat(Score(-2, "terrible", "awful", "worst", "horrible", "disaster"))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Negations =
        new[] { "not", "never", "no", "hardly" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Values = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The sum over the words, -2 to 2 each; a negation right before a word turns its sign.</summary>
    /// <param name="text">The post.</param>
    public static int Score(ReadOnlySpan<char> text)
    {
        var score = 0;
        var isNegated = false;
        for (var position = 0; position < text.Length;)
        {
            var length = 0;
            while (position + length < text.Length && char.IsLetter(text[position + length]))
            {
                length++;
            }

            if (length > 0)
            {
                var word = text.Slice(position, length);
                score += Values.TryGetValue(word, out var value) ? isNegated ? -value : value : 0;
                isNegated = Negations.Contains(word);
            }

            position += length + 1;
        }

        return score;
    }

    private static IEnumerable<KeyValuePair<string, int>> Score(int value, params string[] words) =>
        words.Select(word => KeyValuePair.Create(word, value));
}
