using WorkDistribution.Core.Partitioning;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Counts words.</summary>
internal sealed class WordCountJob : CountingJob
{
    public override RecordFormat Format => RecordFormat.Text;

    // Never called in a task: the collector below adds words to the table without a call in between.
    public override void Map(in MapRecord record, CountEmitter emit) => emit.Add(record.Bytes);

    internal override IMapCollector CreateCollector(MapContext context) => new Collector(context);

    private sealed class Collector : IMapCollector
    {
        private readonly CountTable table = new();
        private readonly WordScanner<CountingSink> scanner;
        private readonly CountSpill spill;

        public Collector(MapContext context)
        {
            scanner = new WordScanner<CountingSink>(new CountingSink(table));
            spill = new CountSpill(table, context);
        }

        public long Records => scanner.Words;

        public long Emitted => scanner.Words;

        public long Shuffled => spill.Written;

        public long BytesHeld => table.BytesHeld;

        public bool HasPairs => table.Count > 0;

        public void BeginRange(InputRange range, long firstByte)
        {
        }

        public int Map(byte[] buffer, int start, int length, bool last) => scanner.Scan(buffer, start, length, last);

        public void EndRange(bool wholeInput)
        {
        }

        public long[] Spill(RunWriter writer) => spill.Write(writer);
    }
}
