using System.Text;

namespace WorkDistribution.Core.MapReduce;

/// <summary>The values of one key, read once from first to last: <c>foreach (var value in values)</c>.</summary>
public abstract class GroupValues
{
    private protected GroupValues()
    {
    }

    /// <summary>The current value; valid until the next one.</summary>
    public abstract ReadOnlySpan<byte> Current { get; }

    /// <summary>The current value as text.</summary>
    public string CurrentText => Encoding.UTF8.GetString(Current);

    /// <summary>The current value as the number it was emitted as.</summary>
    /// <exception cref="FormatException">It was not emitted as a number.</exception>
    public long CurrentInt64 => NumberValue.Read(Current);

    /// <summary>Moves to the next value.</summary>
    public abstract bool MoveNext();

    /// <summary>Makes <c>foreach</c> work.</summary>
    public GroupValues GetEnumerator() => this;
}
