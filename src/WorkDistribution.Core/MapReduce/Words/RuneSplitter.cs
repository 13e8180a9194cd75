using System.Buffers;
using System.Text;

namespace WorkDistribution.Core.MapReduce;

/// <summary>
/// Cuts a run of letters, digits and non-ASCII bytes into words rune by rune. A run may be fed in pieces, so that a run without
/// end (a gigabyte without a space) needs no more memory than one word's bound.
/// </summary>
internal sealed class RuneSplitter
{
    private readonly List<int> ends = [];
    private byte[] bytes = new byte[256];
    private int length;

    /// <summary>The bytes that runs consist of.</summary>
    public static SearchValues<byte> RunBytes { get; } = SearchValues.Create(
        [.. Enumerable.Range(0, 256).Select(static b => (byte)b).Where(static b => b >= 0x80 || char.IsAsciiLetterOrDigit((char)b))]);

    /// <summary>Whether a run was fed in part.</summary>
    public bool InRun { get; private set; }

    /// <summary>Number of words found since <see cref="Clear"/>.</summary>
    public int Words => ends.Count;

    private int WordStart => ends.Count == 0 ? 0 : ends[^1];

    /// <summary>A word found since <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Word(int index)
    {
        var start = index == 0 ? 0 : ends[index - 1];
        return bytes.AsSpan(start, ends[index] - start);
    }

    /// <summary>Forgets the words found; an unfinished word stays.</summary>
    public void Clear()
    {
        var start = WordStart;
        bytes.AsSpan(start, length - start).CopyTo(bytes);
        length -= start;
        ends.Clear();
    }

    /// <summary>Feeds the next piece of a run.</summary>
    /// <returns>Bytes consumed: all but up to three bytes of a rune cut by the end of a piece that does not end the run.</returns>
    public int Feed(ReadOnlySpan<byte> run, bool endOfRun)
    {
        InRun = !endOfRun;
        var i = 0;
        while (i < run.Length)
        {
            if (run[i] < 0x80)
            {
                Append(run[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(run[i] | 0x20) : run[i]);
                i++;
                continue;
            }

            var status = Rune.DecodeFromUtf8(run[i..], out var rune, out var consumed);
            if (status == OperationStatus.NeedMoreData && !endOfRun)
            {
                return i;
            }

            i += consumed;
            if (status == OperationStatus.Done && Rune.IsLetterOrDigit(rune))
            {
                Append(Rune.ToLowerInvariant(rune));
            }
            else
            {
                EndWord();
            }
        }

        if (endOfRun)
        {
            EndWord();
        }

        return i;
    }

    private void Append(byte value)
    {
        MakeRoom(1);
        bytes[length++] = value;
    }

    private void Append(Rune rune)
    {
        MakeRoom(rune.Utf8SequenceLength);
        length += rune.EncodeToUtf8(bytes.AsSpan(length));
    }

    private void MakeRoom(int count)
    {
        if (length - WordStart + count > WordBounds.MaxWordBytes)
        {
            EndWord();
        }

        if (length + 4 > bytes.Length)
        {
            Array.Resize(ref bytes, bytes.Length * 2);
        }
    }

    private void EndWord()
    {
        if (length > WordStart)
        {
            ends.Add(length);
        }
    }
}
