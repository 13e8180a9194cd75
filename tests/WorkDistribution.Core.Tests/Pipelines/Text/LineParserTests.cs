using System.Text;
using CsCheck;
using WorkDistribution.Core.Pipelines.Text;

namespace WorkDistribution.Core.Tests.Pipelines.Text;

public sealed class LineParserTests
{
    [Fact]
    public void Lines_have_numbers_words_and_characters()
    {
        var lines = LineParser.Parse(Encoding.UTF8.GetBytes("two words\r\n\nnaïve 𝒳 don't\n日本"), 7);

        Assert.Equal(
            [new(7, 2, 9, "two words"), new(8, 0, 0, ""), new(9, 4, 13, "naïve 𝒳 don't"), new(10, 1, 2, "日本")],
            lines);
    }

    [Fact]
    public void Malformed_bytes_count_and_separate() =>
        Assert.Equal([new(1, 2, 3, "a�b")], LineParser.Parse([(byte)'a', 0xFF, (byte)'b'], 1));

    [Fact]
    public void Zero_byte_is_refused_with_its_line() =>
        Assert.Contains("Line 12 ", Assert.Throws<BinaryDataException>(() => LineParser.Parse("a\nb\nc\0d"u8, 10)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parsing_the_splits_gives_the_lines_of_the_whole() =>
        Gen.Select(Gen.String[Gen.Char["aä \r\n"], 0, 200], Gen.Int[1, 40]).Sample(static (text, splitBytes) =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var cutter = new LineCutter(splitBytes);
            cutter.Add(bytes);

            var parts = cutter.Finish().SelectMany(split => LineParser.Parse(bytes.AsSpan((int)split.Offset, (int)split.Length), split.FirstLine));

            Assert.Equal(LineParser.Parse(bytes, 1), parts);
        });
}
