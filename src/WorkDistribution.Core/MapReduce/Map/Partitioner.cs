using System.IO.Hashing;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Assigns keys to partitions, the same in every process and on every run.</summary>
internal abstract class Partitioner
{
    /// <summary>Partition of a key, from 0.</summary>
    public abstract int Of(ReadOnlySpan<byte> key);

    /// <summary>Makes the partitioner a job asks for.</summary>
    public static Partitioner Create(MapReduceJob job, int splitIndex, MapOptions options)
    {
        if (options.Partitions == 1)
        {
            return new ConstantPartitioner(0);
        }

        return job.Partitioning switch
        {
            PartitioningKind.Hash => new HashPartitioner(options.Partitions),
            PartitioningKind.SampledRange => new RangePartitioner(options.RangeKeys, options.Partitions),
            PartitioningKind.InputOrder => new ConstantPartitioner((int)((long)splitIndex * options.Partitions / options.SplitCount)),
            _ => throw new ArgumentOutOfRangeException(nameof(job), job.Partitioning, "The partitioning kind is unknown."),
        };
    }

    /// <summary>XxHash3 of the key, scaled to the number of partitions by its high bits.</summary>
    internal sealed class HashPartitioner(int partitions) : Partitioner
    {
        public override int Of(ReadOnlySpan<byte> key) =>
            (int)Math.BigMul(XxHash3.HashToUInt64(key), (ulong)partitions, out _);
    }

    /// <summary>Binary search among the keys where ranges begin: partition i holds keys from boundary i-1 up to boundary i.</summary>
    internal sealed class RangePartitioner : Partitioner
    {
        private readonly byte[][] boundaries;

        public RangePartitioner(IReadOnlyList<byte[]> boundaries, int partitions)
        {
            if (boundaries.Count >= partitions)
            {
                throw new ArgumentException($"{boundaries.Count} boundaries make more than {partitions} ranges.", nameof(boundaries));
            }

            this.boundaries = [.. boundaries];
            for (var i = 1; i < this.boundaries.Length; i++)
            {
                if (this.boundaries[i - 1].AsSpan().SequenceCompareTo(this.boundaries[i]) >= 0)
                {
                    throw new ArgumentException("The boundaries must ascend.", nameof(boundaries));
                }
            }
        }

        public override int Of(ReadOnlySpan<byte> key)
        {
            int low = 0, high = boundaries.Length;
            while (low < high)
            {
                var middle = (low + high) >>> 1;
                if (key.SequenceCompareTo(boundaries[middle]) >= 0)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            return low;
        }
    }

    /// <summary>Everything to one partition.</summary>
    internal sealed class ConstantPartitioner(int partition) : Partitioner
    {
        public override int Of(ReadOnlySpan<byte> key) => partition;
    }
}
