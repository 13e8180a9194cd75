namespace WorkDistribution.Cli.Scenario.SocialPosts;

/// <summary>Posts by number: the same ones on every machine and in every process.</summary>
internal static class GeneratedPosts
{
    private static readonly string[] Words =
    [
        "the", "new", "phone", "app", "battery", "screen", "today", "again", "with", "my", "friends", "update", "service", "delivery", "price",
        "good", "great", "love", "happy", "fast", "excellent", "amazing", "bad", "slow", "late", "broken", "terrible", "worst", "not", "never",
    ];

    /// <summary>The text of a post of 8 to 16 words.</summary>
    public static string Text(int number)
    {
        var random = new Random(number);
        return string.Join(' ', Enumerable.Range(0, random.Next(8, 17)).Select(_ => Words[random.Next(Words.Length)]));
    }
}
