using System.Text;
using CsCheck;
using WorkDistribution.Core.MapReduce;

namespace WorkDistribution.Core.Tests.MapReduce;

public sealed class WordCountJobTests
{
    [Fact]
    public async Task Counts_equal_a_naive_count_for_any_text_split_size_buffer_size_and_reducers()
    {
        var cases = Gen.Select(Texts.Any.Array[1, 3], Gen.Int[1, 300], Gen.Int[1, 70], Gen.Int[1, 3]);
        await cases.SampleAsync(
            async (texts, splitBytes, readBytes, reducers) =>
            {
                var parts = await RunAsync(texts, splitBytes, reducers, readBytes);
                Assert.Equal(Expected(texts), Runner.SortedLines(parts));
            },
            iter: 600,
            threads: 1,
            print: static c => $"{string.Join(" | ", c.Item1.Select(Convert.ToHexString))} split {c.Item2} read {c.Item3} reducers {c.Item4}");
    }

    [Fact]
    public async Task Counts_are_the_same_at_every_split_size()
    {
        var text = Encoding.UTF8.GetBytes("Die Straße, l'ÉTÉ naïve 日本語。漢字 Ⱥb😀 ΜΆΪΟΣ x\r\nA1 a1 İ K 10²");
        for (var splitBytes = 1; splitBytes <= text.Length; splitBytes++)
        {
            var parts = await RunAsync([text], splitBytes, reducers: 1, readBytes: 7);
            Assert.Equal(Expected([text]), Runner.SortedLines(parts));
        }
    }

    [Fact]
    public async Task A_known_text_gives_known_counts_and_counters()
    {
        var part = Assert.Single(await RunAsync(["The cat. THE dog, the Äpfel äpfel"u8.ToArray()], 8, 1, 64));
        Assert.Equal("cat\t1\ndog\t1\nthe\t3\näpfel\t2\n", Encoding.UTF8.GetString(part.Bytes));
        Assert.Equal(4, part.Counters.DistinctKeys);
        Assert.Equal(7, part.Counters.TotalCount);
        Assert.Equal(part.Bytes.Length, part.Counters.OutputBytes);
        Assert.Equal(
            [new("the", "3", 3), new("äpfel", "2", 2), new("cat", "1", 1), new TopEntry("dog", "1", 1)], part.Counters.Top);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("é")]
    [InlineData("日")]
    [InlineData("𐐀")]
    public async Task A_word_above_the_bound_counts_as_pieces_of_it(string letter)
    {
        foreach (var bytes in new[] { 65_535, 65_536, 65_537, 65_540, 200_000 })
        {
            var text = Encoding.UTF8.GetBytes($"x {string.Concat(Enumerable.Repeat(letter, bytes / Encoding.UTF8.GetByteCount(letter)))} y");
            var parts = await RunAsync([text, text], 50_000, 1, 10_000);
            Assert.Equal(Expected([text, text]), Runner.SortedLines(parts));
        }
    }

    [Fact]
    public async Task Text_without_ascii_separators_is_cut_between_words()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 40_000).Select(static i => $"日本{(char)('一' + (i % 50))}。")));
        var parts = await RunAsync([text], 10_000, 2, 4096);
        Assert.Equal(Expected([text]), Runner.SortedLines(parts));
    }

    [Fact]
    public async Task A_table_over_its_memory_budget_is_spilled_and_counts_stay_exact()
    {
        var text = Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Range(0, 60_000).Select(static i => $"word{i * 7919 % 50_000}withalongtail")));
        var parts = await Runner.RunAsync(
            Runner.Job("word-count"), [text], 10_000_000, 2, static o => o with { MemoryBudgetBytes = 64 * 1024, ReadBytes = 50_000 });
        Assert.Equal(Expected([text]), Runner.SortedLines(parts));
        Assert.True(parts.Sum(static part => part.Counters.InputRecords) > 50_000, "The table was not spilled.");
    }

    [Fact]
    public async Task Counts_equal_the_single_process_count()
    {
        var texts = Enumerable.Range(0, 20).Select(static i => Encoding.UTF8.GetBytes(
            string.Join(' ', Enumerable.Range(0, 5000).Select(n => $"word{n * i % 977} Naïve{n % 13}\n")))).ToArray();
        var parts = await RunAsync(texts, 10_000, 3, 4096);
        var counted = WordCounter.Count(
            texts.Select(static (text, i) => ($"{i}", (long)text.Length)),
            range => new MemoryStream(texts[int.Parse(range.Input, null)]) { Position = range.Offset },
            threads: 2);
        Assert.Equal(string.Concat(counted.Entries.Select(static e => $"{e.Key}\t{e.Value}\n")), Runner.SortedLines(parts));
        Assert.Equal(counted.Total, parts.Sum(static part => part.Counters.TotalCount));
        Assert.Equal(counted.Distinct, parts.Sum(static part => part.Counters.DistinctKeys));
    }

    private static Task<IReadOnlyList<InMemoryPart>> RunAsync(byte[][] texts, int splitBytes, int reducers, int readBytes) =>
        Runner.RunAsync(Runner.Job("word-count"), texts, splitBytes, reducers, o => o with { ReadBytes = readBytes });

    private static string Expected(byte[][] texts) =>
        string.Concat(Reference.Count(texts).Select(static pair => $"{pair.Key}\t{pair.Value}\n").Order(Utf8Order.Instance));
}
