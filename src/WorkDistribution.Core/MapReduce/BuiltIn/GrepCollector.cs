using System.Buffers.Binary;
using WorkDistribution.Core.Partitioning;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Collects matching lines, and the numbers of lines of the ranges of cut inputs.</summary>
internal sealed class GrepCollector : IMapCollector
{
    private readonly PairBuffer buffer;
    private readonly State state;
    private readonly RecordMapper<Target> mapper;
    private InputRange range;

    public GrepCollector(LinePattern pattern, MapContext context)
    {
        buffer = new PairBuffer(context.Partitioner, context.Partitions);
        state = new State(pattern, buffer);
        mapper = new RecordMapper<Target>(RecordFormat.Lines, new Target(state));
    }

    public long Records => mapper.Records;

    public long Emitted => buffer.Added;

    public long Shuffled { get; private set; }

    public long BytesHeld => buffer.BytesHeld;

    public bool HasPairs => buffer.Count > 0;

    public void BeginRange(InputRange next, long firstByte)
    {
        range = next;
        state.Key = new GrepKey(next.Input, next.Offset);
        mapper.BeginRange(next, firstByte);
    }

    public int Map(byte[] data, int start, int length, bool last) => mapper.Map(data, start, length, last);

    public void EndRange(bool wholeInput)
    {
        if (wholeInput)
        {
            return;
        }

        Span<byte> value = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(value, mapper.LinesOfRange);
        BinaryPrimitives.WriteInt64BigEndian(value[8..], range.Length);
        buffer.AddToAll(state.Key!.ForRange(), value);
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
            foreach (var item in part)
            {
                writer.Add(buffer.Key(item), buffer.Value(item));
            }

            Shuffled += part.Length;
            sizes[p] = writer.EndSegment();
        }

        buffer.Clear();
        return sizes;
    }

    private sealed class State(LinePattern pattern, PairBuffer buffer)
    {
        public GrepKey? Key { get; set; }

        public void OnLine(ReadOnlySpan<byte> line, long number)
        {
            if (pattern.IsMatch(line))
            {
                buffer.Add(Key!.ForMatch(number), line);
            }
        }
    }

    private readonly struct Target(State state) : IRecordTarget
    {
        public void OnRecord(in MapRecord record) => state.OnLine(record.Bytes, record.Line);
    }
}
