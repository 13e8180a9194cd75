using System.Text;
using CsCheck;
using WorkDistribution.Functions.WorkItems.Submission;

namespace WorkDistribution.Functions.Tests.WorkItems.Submission;

public sealed class NdjsonReaderTests
{
    private const int MaxBytes = 20;

    private static readonly Gen<string> Line = Gen.OneOf(
        Gen.String[Gen.Char["ab {}\t\r"], 0, MaxBytes], Gen.String[Gen.Char["x"], MaxBytes + 1, MaxBytes * 10]);

    [Fact]
    public void Lines_are_read_however_they_arrive() => Gen.Select(Line.Array[0, 30], Gen.Int[1, 64], Gen.Bool).Sample((lines, chunk, endsWithNewline) =>
    {
        var text = string.Join('\n', lines) + (endsWithNewline ? "\n" : "");

        var read = ReadAsync(new ChunkedStream(Encoding.UTF8.GetBytes(text), chunk)).GetAwaiter().GetResult();

        Assert.Equal(
            lines.Select((line, i) => (i + 1, line.Length > MaxBytes ? null : line)).Where(line => line.Item2 is null || !string.IsNullOrWhiteSpace(line.Item2)),
            read.Select(line => (line.Number, line.Content is { } content ? Encoding.UTF8.GetString(content.Span) : null)));
    });

    private static async Task<List<NdjsonLine>> ReadAsync(Stream body) =>
        await NdjsonReader.ReadAsync(body, MaxBytes, CancellationToken.None).ToListAsync();

    private sealed class ChunkedStream(byte[] content, int chunk) : MemoryStream(content)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(chunk, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(chunk, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(chunk, buffer.Length)], cancellationToken);
    }
}
