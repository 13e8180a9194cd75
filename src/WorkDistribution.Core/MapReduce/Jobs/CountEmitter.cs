using System.Text;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Takes the counts that a <see cref="CountingJob"/> emits. Text is kept as UTF-8.</summary>
public sealed class CountEmitter
{
    private readonly CountTable table;
    private byte[] keyBytes = new byte[256];

    internal CountEmitter(CountTable table) => this.table = table;

    /// <summary>Number of calls so far.</summary>
    internal long Emitted { get; private set; }

    /// <summary>Adds to the count of a key.</summary>
    public void Add(ReadOnlySpan<byte> key, long count = 1)
    {
        Emitted++;
        table.Add(key, count);
    }

    /// <summary>Adds to the count of a key.</summary>
    public void Add(string key, long count = 1)
    {
        var most = Encoding.UTF8.GetMaxByteCount(key.Length);
        if (keyBytes.Length < most)
        {
            keyBytes = new byte[most];
        }

        Add(keyBytes.AsSpan(0, Encoding.UTF8.GetBytes(key, keyBytes)), count);
    }
}
