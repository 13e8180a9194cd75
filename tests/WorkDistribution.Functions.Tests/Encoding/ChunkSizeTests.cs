using WorkDistribution.Functions.Encodings.Requests;

namespace WorkDistribution.Functions.Tests.Encodings;

public sealed class ChunkSizeTests
{
    [Theory]
    [InlineData("1048576", 1048576)]
    [InlineData("1MiB", 1048576)]
    [InlineData(" 64 kib ", 65536)]
    [InlineData("1.5MiB", 1572864)]
    [InlineData("2MB", 2_000_000)]
    [InlineData("1GiB", 1073741824)]
    [InlineData("1024B", 1024)]
    public void Bytes_are_read(string text, double bytes)
    {
        Assert.True(ChunkSize.TryParse(text, ChunkUnit.Bytes, out var size, out var problem), problem);
        Assert.Equal(bytes, size);
    }

    [Theory]
    [InlineData("10", 10)]
    [InlineData("2.5s", 2.5)]
    [InlineData("1min", 60)]
    public void Seconds_are_read(string text, double seconds)
    {
        Assert.True(ChunkSize.TryParse(text, ChunkUnit.Seconds, out var size, out var problem), problem);
        Assert.Equal(seconds, size);
    }

    [Theory]
    [InlineData("", "must be a size")]
    [InlineData("-5", "must be a size")]
    [InlineData("NaN", "must be a size")]
    [InlineData("1e6", "must be a size")]
    [InlineData("10s", "must be a size")]
    [InlineData("1023", "must be from 1024")]
    [InlineData("2GiB", "must be from 1024")]
    [InlineData("1024.5", "whole number")]
    public void Other_texts_are_refused(string text, string message)
    {
        Assert.False(ChunkSize.TryParse(text, ChunkUnit.Bytes, out _, out var problem));
        Assert.Contains(message, problem, StringComparison.Ordinal);
    }
}
