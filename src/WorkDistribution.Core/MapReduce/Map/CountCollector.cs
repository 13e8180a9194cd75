using WorkDistribution.Core.Partitioning;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Collects the counts of a job of a user.</summary>
internal sealed class CountCollector : IMapCollector
{
    private readonly CountTable table = new();
    private readonly CountEmitter emitter;
    private readonly RecordMapper<Target> mapper;
    private readonly CountSpill spill;

    public CountCollector(CountingJob job, MapContext context)
    {
        emitter = new CountEmitter(table);
        mapper = new RecordMapper<Target>(job.Format, new Target(job, emitter));
        spill = new CountSpill(table, context);
    }

    public long Records => mapper.Records;

    public long Emitted => emitter.Emitted;

    public long Shuffled => spill.Written;

    public long BytesHeld => table.BytesHeld;

    public bool HasPairs => table.Count > 0;

    public void BeginRange(InputRange range, long firstByte) => mapper.BeginRange(range, firstByte);

    public int Map(byte[] buffer, int start, int length, bool last) => mapper.Map(buffer, start, length, last);

    public void EndRange(bool wholeInput)
    {
    }

    public long[] Spill(RunWriter writer) => spill.Write(writer);

    private readonly struct Target(CountingJob job, CountEmitter emitter) : IRecordTarget
    {
        public void OnRecord(in MapRecord record) => job.Map(record, emitter);
    }
}
