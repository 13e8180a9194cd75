using CsCheck;
using WorkDistribution.Core.MapReduce;

namespace WorkDistribution.Core.Tests.MapReduce;

public sealed class MergeTests
{
    private static readonly Gen<byte[]> Key = Gen.Byte[0, 3].Array[0, 12];

    [Fact]
    public void Any_number_of_runs_merges_to_the_sorted_whole_at_any_fan_in()
    {
        Gen.Select(Key.Array[1, 30].Array[0, 25], Gen.Int[2, 6]).Sample(
            static (runs, fanIn) =>
            {
                var sources = runs.Select(Source).ToList();
                using var output = new MemoryStream();
                var counters = ReduceTask.Run(new SortJob(), sources, output, new ReduceOptions { MaxFanIn = fanIn });
                var expected = runs.SelectMany(static run => run).Order(ByteOrder.Instance).ToList();
                Assert.Equal(expected.SelectMany(static key => (byte[])[.. key, (byte)'\n']), output.ToArray());
                Assert.Equal(expected.Count, counters.OutputRecords);
                Assert.Equal(expected.Distinct(KeyEquality.Instance).Count(), counters.DistinctKeys);
            },
            iter: 500);
    }

    [Fact]
    public void Scratch_streams_are_disposed_and_as_few_as_needed()
    {
        var scratch = new List<MemoryStream>();
        var sources = Enumerable.Range(0, 10).Select(static i => Source([[(byte)i]], i)).ToList();
        var options = new ReduceOptions
        {
            MaxFanIn = 4,
            CreateScratch = () =>
            {
                scratch.Add(new MemoryStream());
                return scratch[^1];
            },
        };
        ReduceTask.Run(new SortJob(), sources, Stream.Null, options);
        Assert.Equal(2, scratch.Count);
        Assert.All(scratch, static stream => Assert.False(stream.CanRead));
    }

    [Fact]
    public void A_damaged_run_closes_all_that_were_opened()
    {
        var opened = new List<Stream>();
        var good = Source([[1]], 0);
        List<RunSource> sources =
        [
            new("good", () => Remember(good.Open())),
            new("bad", () => Remember(new MemoryStream([1, 2, 3, 4, 5, 6, 7, 8, 9]))),
        ];
        var error = Assert.Throws<RunCorruptedException>(() => ReduceTask.Run(new SortJob(), sources, Stream.Null));
        Assert.Contains("'bad'", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, opened.Count);
        Assert.All(opened, static stream => Assert.False(stream.CanRead));

        Stream Remember(Stream stream)
        {
            opened.Add(stream);
            return stream;
        }
    }

    [Fact]
    public void Sorter_orders_any_keys()
    {
        Gen.OneOf(Key, Gen.Byte.Array[0, 40], Gen.Int[0, 20].Select(static n => new byte[n]))
            .Array[0, 200]
            .Sample(static keys =>
            {
                var items = Enumerable.Range(0, keys.Length).ToArray();
                var reader = new Keys(keys);
                KeySorter.Sort(items, ref reader, CancellationToken.None);
                Assert.Equal(keys.Order(ByteOrder.Instance), items.Select(i => keys[i]));
            });
    }

    private static RunSource Source(byte[][] keys, int number)
    {
        var stream = new MemoryStream();
        var writer = new RunWriter(stream, counts: true);
        foreach (var group in keys.Order(ByteOrder.Instance))
        {
            writer.Add(group, 1);
        }

        writer.EndSegment();
        return new RunSource($"run {number}", () => new MemoryStream(stream.ToArray()));
    }

    private readonly struct Keys(byte[][] keys) : KeySorter.IKeys
    {
        public bool OrderTies => false;

        public ReadOnlySpan<byte> Key(int item) => keys[item];

        public int CompareTies(int left, int right) => 0;
    }
}
