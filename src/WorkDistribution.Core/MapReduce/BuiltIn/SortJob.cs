using WorkDistribution.Core.Partitioning;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Sorts lines by their bytes, across all parts; equal lines stay as many as they are.</summary>
/// <remarks>A run holds a line once with the number of times it occurs, so that repetitive inputs shuffle little.</remarks>
internal sealed class SortJob : MapReduceJob
{
    public override PartitioningKind Partitioning => PartitioningKind.SampledRange;

    internal override bool RunsHoldCounts => true;

    internal override IMapCollector CreateCollector(MapContext context) => new Collector(context);

    internal override void ReduceAll(RunMerger merger, PartWriter output)
    {
        var previous = new KeyBuffer();
        while (merger.MoveNext())
        {
            var line = merger.Key;
            if (output.Groups == 0 || !previous.Is(line))
            {
                output.BeginGroup();
                previous.Set(line);
            }

            output.WriteLine(line, merger.Count);
        }
    }

    private sealed class Collector : IMapCollector
    {
        private readonly PairBuffer buffer;
        private readonly RecordMapper<Target> mapper;

        public Collector(MapContext context)
        {
            buffer = new PairBuffer(context.Partitioner, context.Partitions);
            mapper = new RecordMapper<Target>(RecordFormat.Lines, new Target(buffer));
        }

        public long Records => mapper.Records;

        public long Emitted => buffer.Added;

        public long Shuffled { get; private set; }

        public long BytesHeld => buffer.BytesHeld;

        public bool HasPairs => buffer.Count > 0;

        public void BeginRange(InputRange range, long firstByte) => mapper.BeginRange(range, firstByte);

        public int Map(byte[] buffer, int start, int length, bool last) => mapper.Map(buffer, start, length, last);

        public void EndRange(bool wholeInput)
        {
        }

        public long[] Spill(RunWriter writer)
        {
            var (items, starts) = buffer.ByPartition();
            var keys = new PairKeys(buffer, sortValues: false);
            var sizes = new long[starts.Length - 1];
            for (var p = 0; p < sizes.Length; p++)
            {
                var part = items.AsSpan(starts[p]..starts[p + 1]);
                KeySorter.Sort(part, ref keys, writer.CancellationToken);
                WriteCounted(part, writer);
                sizes[p] = writer.EndSegment();
            }

            buffer.Clear();
            return sizes;
        }

        private void WriteCounted(ReadOnlySpan<int> items, RunWriter writer)
        {
            for (var i = 0; i < items.Length;)
            {
                var line = buffer.Key(items[i]);
                var end = i + 1;
                while (end < items.Length && buffer.Key(items[end]).SequenceEqual(line))
                {
                    end++;
                }

                writer.Add(line, end - i);
                Shuffled++;
                i = end;
            }
        }
    }

    private readonly struct Target(PairBuffer buffer) : IRecordTarget
    {
        public void OnRecord(in MapRecord record) => buffer.Add(record.Bytes, default);
    }
}
