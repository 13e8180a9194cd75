using System.Buffers;
using System.Text;
using WorkDistribution.Core.MapReduce;

namespace WorkDistribution.Core.Tests.MapReduce;

/// <summary>What the jobs must compute, written as plainly as possible.</summary>
internal static class Reference
{
    /// <summary>Words of a text, rune by rune.</summary>
    public static List<string> Words(ReadOnlySpan<byte> text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var bytes = 0;
        while (!text.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(text, out var rune, out var consumed);
            text = text[consumed..];
            if (status == OperationStatus.Done && Rune.IsLetterOrDigit(rune))
            {
                var lower = Rune.ToLowerInvariant(rune);
                if (bytes + lower.Utf8SequenceLength > WordBounds.MaxWordBytes)
                {
                    End();
                }

                bytes += lower.Utf8SequenceLength;
                word.Append(lower.ToString());
            }
            else
            {
                End();
            }
        }

        End();
        return words;

        void End()
        {
            if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
                bytes = 0;
            }
        }
    }

    /// <summary>Counts of the words of all inputs.</summary>
    public static SortedDictionary<string, long> Count(IEnumerable<byte[]> inputs)
    {
        var counts = new SortedDictionary<string, long>(Utf8Order.Instance);
        foreach (var word in inputs.SelectMany(static input => Words(input)))
        {
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        return counts;
    }

    /// <summary>Lines of a text, without terminators.</summary>
    public static List<byte[]> Lines(byte[] text)
    {
        var lines = new List<byte[]>();
        var start = 0;
        while (start < text.Length)
        {
            var end = Array.IndexOf(text, (byte)'\n', start);
            var behind = end < 0 ? text.Length : end + 1;
            var length = end < 0 ? text.Length - start : end - start;
            if (end >= 0 && length > 0 && text[start + length - 1] == '\r')
            {
                length--;
            }

            lines.Add(text.AsSpan(start, length).ToArray());
            start = behind;
        }

        return lines;
    }
}
