using WorkDistribution.Core.Partitioning;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Sorts lines by their bytes, across all parts; equal lines stay as many as they are.</summary>
/// <remarks>A task holds a line once with the number of times it occurs, so that repetitive inputs cost less to sort and to shuffle.</remarks>
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
        private readonly CountTable lines = new();
        private readonly RecordMapper<Target> mapper;
        private readonly CountSpill spill;

        public Collector(MapContext context)
        {
            mapper = new RecordMapper<Target>(RecordFormat.Lines, new Target(lines));
            spill = new CountSpill(lines, context);
        }

        public long Records => mapper.Records;

        public long Emitted => mapper.Records;

        public long Shuffled => spill.Written;

        public long BytesHeld => lines.BytesHeld;

        public bool HasPairs => lines.Count > 0;

        public void BeginRange(InputRange range, long firstByte) => mapper.BeginRange(range, firstByte);

        public int Map(byte[] buffer, int start, int length, bool last) => mapper.Map(buffer, start, length, last);

        public void EndRange(bool wholeInput)
        {
        }

        public long[] Spill(RunWriter writer) => spill.Write(writer);
    }

    private readonly struct Target(CountTable lines) : IRecordTarget
    {
        public void OnRecord(in MapRecord record) => lines.Add(record.Bytes, 1);
    }
}
