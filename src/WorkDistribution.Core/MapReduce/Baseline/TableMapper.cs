using WorkDistribution.Core.Partitioning;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Counts the words of blocks into a table, and nothing else.</summary>
internal sealed class TableMapper(CountTable table) : IBlockMapper
{
    private readonly WordScanner<CountingSink> scanner = new(new CountingSink(table));

    public void BeginRange(InputRange range, long firstByte)
    {
    }

    public int Map(byte[] buffer, int start, int length, bool last) => scanner.Scan(buffer, start, length, last);

    public void EndRange(bool wholeInput)
    {
    }
}
