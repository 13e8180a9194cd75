using System.Text;
using WorkDistribution.Core.Partitioning;

namespace WorkDistribution.Core.MapReduce;

/// <summary>For each word the sorted names of the inputs that hold it, separated by tabs.</summary>
internal sealed class InvertedIndexJob : PairJob
{
    private const int ShownBytes = 1024;

    private readonly KeyBuffer last = new();
    private readonly KeyBuffer shown = new();

    public override RecordFormat Format => RecordFormat.Text;

    public override bool HasCombiner => true;

    public override bool SortValues => true;

    // Never called in a task: the collector below meets each word once a range.
    public override void Map(in MapRecord record, PairEmitter emit) => emit.Emit(record.Bytes, record.Input);

    public override void Combine(ReadOnlySpan<byte> key, GroupValues values, CombinedValues combined)
    {
        var first = true;
        foreach (var document in values)
        {
            if (first || !last.Is(document))
            {
                combined.Add(document);
                last.Set(document);
                first = false;
            }
        }
    }

    public override void Reduce(ReadOnlySpan<byte> key, GroupValues values, PartWriter output)
    {
        long documents = 0;
        shown.Set(default);
        output.BeginRecord(key);
        foreach (var document in values)
        {
            if (documents > 0 && last.Is(document))
            {
                continue;
            }

            output.AppendField(document, first: documents == 0);
            if (shown.Key.Length <= ShownBytes)
            {
                shown.Set([.. shown.Key, .. documents == 0 ? default : "\t"u8, .. document]);
            }

            last.Set(document);
            documents++;
        }

        output.EndRecord(key, shown.Key, documents);
    }

    internal override IMapCollector CreateCollector(MapContext context) => new Collector(this, context);

    private sealed class Collector : IMapCollector
    {
        private readonly CountTable words = new();
        private readonly PairBuffer pairs;
        private readonly PairSpill spill;
        private readonly WordScanner<CountingSink> scanner;
        private byte[] document = [];

        public Collector(InvertedIndexJob job, MapContext context)
        {
            pairs = new PairBuffer(context.Partitioner, context.Partitions);
            spill = new PairSpill(pairs, job);
            scanner = new WordScanner<CountingSink>(new CountingSink(words));
        }

        public long Records => scanner.Words;

        public long Emitted => scanner.Words;

        public long Shuffled => spill.Written;

        public long BytesHeld => words.BytesHeld + pairs.BytesHeld;

        public bool HasPairs => pairs.Count > 0 || words.Count > 0;

        public void BeginRange(InputRange range, long firstByte) => document = Encoding.UTF8.GetBytes(range.Input);

        public int Map(byte[] buffer, int start, int length, bool last) => scanner.Scan(buffer, start, length, last);

        public void EndRange(bool wholeInput) => TakeWords();

        public long[] Spill(RunWriter writer)
        {
            TakeWords();
            return spill.Write(writer);
        }

        private void TakeWords()
        {
            if (words.Count == 0)
            {
                return;
            }

            var value = (pairs.Store(document), document.Length);
            foreach (var slot in words.UsedSlots())
            {
                pairs.AddStored(words.KeyOf(slot), value);
            }

            words.Clear();
        }
    }
}
