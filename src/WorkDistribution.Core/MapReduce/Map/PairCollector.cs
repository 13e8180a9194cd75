using WorkDistribution.Core.Partitioning;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Collects the pairs of a job of a user.</summary>
internal sealed class PairCollector : IMapCollector
{
    private readonly PairBuffer buffer;
    private readonly RecordMapper<Target> mapper;
    private readonly PairSpill spill;

    public PairCollector(PairJob job, MapContext context)
    {
        buffer = new PairBuffer(context.Partitioner, context.Partitions);
        mapper = new RecordMapper<Target>(job.Format, new Target(job, new PairEmitter(buffer)));
        spill = new PairSpill(buffer, job);
    }

    public long Records => mapper.Records;

    public long Emitted => buffer.Added;

    public long Shuffled => spill.Written;

    public long BytesHeld => buffer.BytesHeld;

    public bool HasPairs => buffer.Count > 0;

    public void BeginRange(InputRange range, long firstByte) => mapper.BeginRange(range, firstByte);

    public int Map(byte[] buffer, int start, int length, bool last) => mapper.Map(buffer, start, length, last);

    public void EndRange(bool wholeInput)
    {
    }

    public long[] Spill(RunWriter writer) => spill.Write(writer);

    private readonly struct Target(PairJob job, PairEmitter emitter) : IRecordTarget
    {
        public void OnRecord(in MapRecord record) => job.Map(record, emitter);
    }
}
