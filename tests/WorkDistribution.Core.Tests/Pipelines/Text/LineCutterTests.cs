using CsCheck;
using WorkDistribution.Core.Pipelines.Text;

namespace WorkDistribution.Core.Tests.Pipelines.Text;

public sealed class LineCutterTests
{
    private static readonly Gen<byte[]> Texts = Gen.Int[0, 3].Select(static i => "ab\r\n"u8[i]).Array[0, 200];

    [Fact]
    public void Splits_tile_the_text_at_line_ends_whatever_pieces_it_comes_in() =>
        Gen.Select(Texts, Gen.Int[1, 40], Gen.Int[1, 30]).Sample(static (text, splitBytes, piece) =>
        {
            var cutter = new LineCutter(splitBytes);
            foreach (var part in text.Chunk(piece))
            {
                cutter.Add(part);
            }

            var splits = cutter.Finish();

            Assert.Equal(text.Length, splits.Sum(static split => split.Length));
            long offset = 0;
            foreach (var split in splits)
            {
                var bytes = text.AsSpan((int)split.Offset, (int)split.Length);
                Assert.Equal(offset, split.Offset);
                Assert.Equal(1 + text.AsSpan(0, (int)split.Offset).Count((byte)'\n'), split.FirstLine);
                Assert.True(split.Offset == 0 || text[split.Offset - 1] == '\n');
                Assert.True(split.Length <= splitBytes || bytes[..^1].Count((byte)'\n') == 0);
                offset += split.Length;
            }
        });

    [Fact]
    public void Splits_are_as_large_as_the_bound_allows()
    {
        var cutter = new LineCutter(6);

        cutter.Add("ab\ncd\nef\na long line\ngh"u8);

        Assert.Equal([new(0, 6, 1), new(6, 3, 3), new(9, 12, 4), new(21, 2, 5)], cutter.Finish());
    }

    [Fact]
    public void Text_without_bytes_has_no_split() => Assert.Empty(new LineCutter(1).Finish());
}
