using System.Text;
using CsCheck;
using WorkDistribution.Core.MapReduce;

namespace WorkDistribution.Core.Tests.MapReduce;

public sealed class PartitionerTests
{
    // Golden values: data partitioned by one version must be found by the next.
    [Theory]
    [InlineData("", 175)]
    [InlineData("the", 793)]
    [InlineData("word", 889)]
    [InlineData("naïve", 799)]
    [InlineData("日本語", 70)]
    public void Hash_of_a_key_never_changes(string key, int expected) =>
        Assert.Equal(expected, new Partitioner.HashPartitioner(1000).Of(Encoding.UTF8.GetBytes(key)));

    [Fact]
    public void Hash_spreads_keys_evenly()
    {
        var partitioner = new Partitioner.HashPartitioner(7);
        var sizes = new int[7];
        for (var i = 0; i < 70_000; i++)
        {
            sizes[partitioner.Of(Encoding.UTF8.GetBytes($"key{i}"))]++;
        }

        Assert.All(sizes, static size => Assert.InRange(size, 9_500, 10_500));
    }

    [Fact]
    public void Ranges_keep_the_order_of_keys()
    {
        Gen.Select(Gen.Byte[0, 5].Array[0, 4].Array[0, 50], Gen.Byte[0, 5].Array[0, 4].Array[2], Gen.Int[1, 8]).Sample(
            static (sample, keys, partitions) =>
            {
                var boundaries = KeySampler.Quantiles([.. sample], partitions);
                var partitioner = new Partitioner.RangePartitioner(boundaries, partitions);
                int left = partitioner.Of(keys[0]), right = partitioner.Of(keys[1]);
                Assert.InRange(left, 0, partitions - 1);
                var order = ByteOrder.Instance.Compare(keys[0], keys[1]);
                Assert.True(order == 0 ? left == right : order < 0 ? left <= right : left >= right);
            });
    }
}
