using System.Text;
using CsCheck;
using WorkDistribution.Core.MapReduce;

namespace WorkDistribution.Core.Tests.MapReduce;

public sealed class LineJobTests
{
    private static readonly Gen<(byte[][], int, int, int)> Cases =
        Gen.Select(Texts.Any.Array[1, 3], Gen.Int[1, 300], Gen.Int[1, 70], Gen.Int[1, 4]);

    [Fact]
    public async Task Sort_gives_all_lines_in_byte_order_across_parts()
    {
        await Cases.SampleAsync(
            async (texts, splitBytes, readBytes, reducers) =>
            {
                var parts = await Runner.RunAsync(
                    Runner.Job("sort"), texts, splitBytes, reducers, o => o with { ReadBytes = readBytes });
                var lines = texts.SelectMany(Reference.Lines).ToList();
                lines.Sort(static (left, right) => left.AsSpan().SequenceCompareTo(right));
                Assert.Equal(lines.SelectMany(static line => (byte[])[.. line, (byte)'\n']), Runner.Concat(parts));
                Assert.Equal(lines.Count, parts.Sum(static part => part.Counters.TotalCount));
            },
            iter: 600,
            threads: 1);
    }

    [Fact]
    public async Task Grep_gives_the_right_line_numbers_whatever_the_cut()
    {
        await Cases.SampleAsync(
            async (texts, splitBytes, readBytes, reducers) =>
            {
                var parts = await Runner.RunAsync(
                    Runner.Job("grep", ("pattern", "a")), texts, splitBytes, reducers, o => o with { ReadBytes = readBytes });
                Assert.Equal(Grep(texts, static line => line.IndexOf((byte)'a') >= 0), Runner.Concat(parts));
            },
            iter: 600,
            threads: 1);
    }

    [Theory]
    [InlineData("b.r$", "false", "bar\nbor x\nBAR\nfoo bur", "0:1\tbar\n0:4\tfoo bur\n")]
    [InlineData("^bar", "true", "bar\nBARs\r\nxbar", "0:1\tbar\n0:2\tBARs\n")]
    [InlineData("ÄÖ", "true", "äö\nao", "0:1\täö\n")]
    [InlineData("^$", "false", "a\n\nb\n\n", "0:2\t\n0:4\t\n")]
    [InlineData("\\\\t", "false", "x\\t\ty\n", "0:1\tx\\t\ty\n")]
    public async Task Grep_matches_regular_expressions(string pattern, string ignoreCase, string text, string expected)
    {
        var parts = await Runner.RunAsync(
            Runner.Job("grep", ("pattern", pattern), ("ignoreCase", ignoreCase)), [Encoding.UTF8.GetBytes(text)], 5, 2);
        Assert.Equal(expected, Encoding.UTF8.GetString(Runner.Concat(parts)));
    }

    [Fact]
    public void Grep_behind_a_lost_range_says_that_the_number_is_unknown()
    {
        var numbers = new LineNumbers();
        var first = new GrepKey("f", 0);
        var third = new GrepKey("f", 20);
        var value = new byte[16];
        value[7] = 3;
        value[15] = 10;
        Assert.False(numbers.Take(first.ForRange(), value, out _));
        Assert.True(numbers.Take(first.ForMatch(1), default, out var place));
        Assert.Equal("f:2"u8, place);
        Assert.False(numbers.Take(third.ForRange(), value, out _));
        Assert.True(numbers.Take(third.ForMatch(1), default, out place));
        Assert.Equal("f:?+2"u8, place);
    }

    [Fact]
    public async Task Inverted_index_gives_the_sorted_documents_of_every_word()
    {
        await Cases.SampleAsync(
            async (texts, splitBytes, readBytes, reducers) =>
            {
                var parts = await Runner.RunAsync(
                    Runner.Job("inverted-index"), texts, splitBytes, reducers, o => o with { ReadBytes = readBytes });
                var expected = texts
                    .SelectMany(static (text, i) => Reference.Words(text).Select(word => (Word: word, Document: $"{i}")))
                    .GroupBy(static pair => pair.Word)
                    .Select(static group => $"{group.Key}\t{string.Join('\t', group.Select(static p => p.Document).Distinct().Order())}\n")
                    .Order(Utf8Order.Instance);
                Assert.Equal(string.Concat(expected), Runner.SortedLines(parts));
            },
            iter: 500,
            threads: 1);
    }

    [Fact]
    public async Task Sort_spreads_lines_over_all_parts_when_they_differ()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"{i * 7919L % 100_003:D6} line\n")));
        var parts = await Runner.RunAsync(Runner.Job("sort"), [text], 10_000, 4);
        Assert.All(parts, static part => Assert.InRange(part.Counters.OutputRecords, 3_000, 7_000));
    }

    private static byte[] Grep(byte[][] texts, Func<byte[], bool> matches) =>
    [
        .. texts.SelectMany((text, i) => Reference.Lines(text)
            .Select((line, number) => (line, number))
            .Where(pair => matches(pair.line))
            .SelectMany(pair => (byte[])[.. Encoding.UTF8.GetBytes($"{i}:{pair.number + 1}\t"), .. pair.line, (byte)'\n'])),
    ];
}
