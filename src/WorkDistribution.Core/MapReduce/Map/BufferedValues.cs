namespace WorkDistribution.Core.MapReduce;

/// <summary>The groups of sorted buffered pairs, and the values of the current group.</summary>
internal sealed class BufferedValues(PairBuffer buffer, int[] items) : GroupValues
{
    private int start;
    private int end;
    private int next;

    public ReadOnlySpan<byte> GroupKey => buffer.Key(items[start]);

    public override ReadOnlySpan<byte> Current => next > start
        ? buffer.Value(items[next - 1])
        : throw new InvalidOperationException("There is no current value: call MoveNext first.");

    public bool MoveNextGroup()
    {
        start = end;
        next = start;
        if (start == items.Length)
        {
            return false;
        }

        for (end = start + 1; end < items.Length && buffer.Key(items[end]).SequenceEqual(GroupKey); end++)
        {
        }

        return true;
    }

    public override bool MoveNext()
    {
        if (next == end)
        {
            return false;
        }

        next++;
        return true;
    }
}
