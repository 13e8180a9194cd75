using System.Text;
using System.Text.Json;

namespace WorkDistribution.Cli.Tests.EndToEnd;

public sealed class WordCountRunTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wd-run-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Run_word_count_json_agrees_with_a_naive_count_at_the_smallest_split_size()
    {
        var random = new Random(7);
        string[] vocabulary = ["Hello", "wörld", "ΑΘΗΝΑ", "data", "x", "1984", "ÅNGSTRÖM", "москва", "日本語", "𝔘𝔫𝔦"];
        string[] separators = [" ", "\n", ", ", "—", "\r\n", "\t", "😀"];
        var text = new StringBuilder();
        while (text.Length < 60_000)
        {
            text.Append(vocabulary[random.Next(vocabulary.Length)]).Append(separators[random.Next(separators.Length)]);
        }

        File.WriteAllText(Path.Combine(folder.FullName, "a.txt"), text.ToString());
        File.WriteAllText(Path.Combine(folder.FullName, "b.txt"), "hello HELLO hello");

        var run = await WdProcess.RunAsync(folder.FullName, "run", "word-count", "*.txt", "--split-bytes", "1024", "--reducers", "3", "--top", "100", "--json");

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        using var result = JsonDocument.Parse(run.Output);
        var counted = result.RootElement.GetProperty("top").EnumerateArray()
            .ToDictionary(entry => entry.GetProperty("key").GetString()!, entry => entry.GetProperty("value").GetInt64());
        var expected = Naive(text + " hello HELLO hello");
        Assert.Equal(expected.OrderBy(pair => pair.Key, StringComparer.Ordinal), counted.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.Equal(expected.Values.Sum(), result.RootElement.GetProperty("totalCount").GetInt64());
        Assert.Equal(expected.Count, result.RootElement.GetProperty("distinctKeys").GetInt64());
        Assert.Equal(3, result.RootElement.GetProperty("reducers").GetInt32());
        Assert.True(result.RootElement.GetProperty("splits").GetInt32() > 60, run.Output);
        Assert.True(File.Exists(Path.Combine(result.RootElement.GetProperty("output").GetString()!, "part-r-00000")), run.Output);
    }

    [Fact]
    public async Task Run_word_count_shows_progress_and_ends_with_tables()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "a.txt"), "Hello world\nHello Python");

        var run = await WdProcess.RunAsync(folder.FullName, "run", "word-count", "a.txt");

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        Assert.Contains("hello", run.Output, StringComparison.Ordinal);
        Assert.Contains("distinct keys", run.Output, StringComparison.Ordinal);
        Assert.Contains("Output: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("splits", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(Path.Combine(folder.FullName, ".local", "wd")));
    }

    [Fact]
    public async Task Run_over_the_current_directory_does_not_read_what_wd_keeps_there()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "a.txt"), "Hello world\nHello Python");

        for (var i = 0; i < 2; i++)
        {
            var run = await WdProcess.RunAsync(folder.FullName, "run", "word-count", ".", "--json");

            Assert.True(run.ExitCode == ExitCode.Done, run.Error);
            using var result = JsonDocument.Parse(run.Output);
            Assert.Equal(4, result.RootElement.GetProperty("totalCount").GetInt64());
        }
    }

    [Fact]
    public async Task Run_grep_with_a_bad_pattern_ends_with_2_and_names_it()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "a.txt"), "Hello world");

        var run = await WdProcess.RunAsync(folder.FullName, "run", "grep", "(unclosed", "a.txt");

        Assert.Equal(ExitCode.BadUsage, run.ExitCode);
        Assert.Contains("pattern", run.Error, StringComparison.Ordinal);
    }

    private static SortedDictionary<string, long> Naive(string text)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var word = new StringBuilder();
        foreach (var rune in (text + " ").EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(Rune.ToLowerInvariant(rune));
            }
            else if (word.Length > 0)
            {
                counts[word.ToString()] = counts.GetValueOrDefault(word.ToString()) + 1;
                word.Clear();
            }
        }

        return counts;
    }
}
