namespace WorkDistribution.Core.MapReduce;

/// <summary>Lets the sorter read buffered pairs.</summary>
internal readonly struct PairKeys(PairBuffer buffer, bool sortValues) : KeySorter.IKeys
{
    public bool OrderTies => sortValues;

    public ReadOnlySpan<byte> Key(int item) => buffer.Key(item);

    public int CompareTies(int left, int right) =>
        sortValues ? buffer.Value(left).SequenceCompareTo(buffer.Value(right)) : 0;
}
