using System.Text;

namespace WorkDistribution.Core.MapReduce;

/// <summary>Takes the values that a combiner puts in place of a group's values.</summary>
public sealed class CombinedValues
{
    private readonly RunWriter writer;
    private readonly KeyBuffer key = new();

    internal CombinedValues(RunWriter writer) => this.writer = writer;

    /// <summary>Number of values taken.</summary>
    internal long Added { get; private set; }

    /// <summary>Takes a value.</summary>
    public void Add(ReadOnlySpan<byte> value)
    {
        writer.Add(key.Key, value);
        Added++;
    }

    /// <summary>Takes a text.</summary>
    public void Add(string value) => Add(Encoding.UTF8.GetBytes(value));

    /// <summary>Takes a number.</summary>
    public void Add(long value)
    {
        Span<byte> number = stackalloc byte[NumberValue.Length];
        NumberValue.Write(number, value);
        Add(number);
    }

    /// <summary>Begins the next group.</summary>
    internal void Begin(ReadOnlySpan<byte> groupKey) => key.Set(groupKey);
}
