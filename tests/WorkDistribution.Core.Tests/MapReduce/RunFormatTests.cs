using System.Text;
using CsCheck;
using WorkDistribution.Core.MapReduce;

namespace WorkDistribution.Core.Tests.MapReduce;

public sealed class RunFormatTests
{
    private static readonly Gen<byte[]> Key = Gen.Frequency(
        (4, Gen.Int[0, 30].Select(static i => Encoding.UTF8.GetBytes($"shared prefix {i}"))), (4, Gen.Byte[0, 2].Array[0, 20]), (1, Gen.Byte.Array[0, 3000]));

    [Fact]
    public void Counts_come_back_as_written()
    {
        Gen.Select(Key, Gen.Long).Array[0, 300].Sample(
            static pairs =>
            {
                var sorted = pairs.OrderBy(static pair => pair.Item1, ByteOrder.Instance).ToList();
                using var stream = Write(sorted);
                var read = new List<(byte[], long)>();
                if (stream.Length > 0)
                {
                    using var reader = new RunReader(stream, "r", counts: true);
                    while (reader.MoveNext())
                    {
                        read.Add((reader.Key.ToArray(), reader.Count));
                    }
                }

                Assert.Equal(sorted.Select(Describe), read.Select(Describe));
            },
            iter: 500);
    }

    [Fact]
    public void Every_truncation_is_noticed()
    {
        var bytes = Write(Sample()).ToArray();
        for (var length = 0; length < bytes.Length; length++)
        {
            var error = Assert.Throws<RunCorruptedException>(() => ReadAll(bytes[..length]));
            Assert.Contains("'the run'", error.Message, StringComparison.Ordinal);
            Assert.Contains("truncated", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        var bytes = Write(Sample()).ToArray();
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 0x11;
            Assert.Throws<RunCorruptedException>(() => ReadAll(changed));
        }
    }

    [Fact]
    public void A_run_of_another_kind_is_refused() =>
        Assert.Throws<RunCorruptedException>(() => new RunReader(Write(Sample()), "r", counts: false));

    [Fact]
    public void Large_keys_and_values_get_blocks_of_their_own()
    {
        using var stream = new MemoryStream();
        var writer = new RunWriter(stream, counts: false);
        var large = new byte[300_000];
        Array.Fill(large, (byte)'x');
        writer.Add("a"u8, large);
        writer.Add(large, "v"u8);
        writer.EndSegment();
        stream.Position = 0;
        using var reader = new RunReader(stream, "r", counts: false);
        Assert.True(reader.MoveNext());
        Assert.Equal(large, reader.Value);
        Assert.True(reader.MoveNext());
        Assert.Equal(large, reader.Key);
        Assert.False(reader.MoveNext());
    }

    private static string Describe((byte[] Key, long Count) pair) => $"{Convert.ToHexString(pair.Key)} {pair.Count}";

    private static List<(byte[], long)> Sample() =>
        [.. Enumerable.Range(0, 60).Select(static i => (Encoding.UTF8.GetBytes($"key {i:D3}"), (long)i * i))];

    private static MemoryStream Write(List<(byte[] Key, long Count)> pairs)
    {
        var stream = new MemoryStream();
        var writer = new RunWriter(stream, counts: true);
        pairs.ForEach(pair => writer.Add(pair.Key, pair.Count));
        Assert.Equal(writer.EndSegment(), stream.Length);
        stream.Position = 0;
        return stream;
    }

    private static void ReadAll(byte[] bytes)
    {
        using var reader = new RunReader(new MemoryStream(bytes), "the run", counts: true);
        while (reader.MoveNext())
        {
        }
    }
}
