using System.Globalization;
using System.Text;

namespace WorkDistribution.Functions.Tests.Support;

/// <summary>The definition of a word, written down as plainly as possible: what every clever count must agree with.</summary>
internal static class NaiveWordCount
{
    /// <summary>Counts words as <c>word TAB count</c> lines.</summary>
    public static IEnumerable<string> Lines(params IEnumerable<byte[]> inputs)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var input in inputs)
        {
            var word = new StringBuilder();
            foreach (var rune in Decode(input))
            {
                if (rune is { } letter && Rune.IsLetterOrDigit(letter))
                {
                    word.Append(Rune.ToLowerInvariant(letter).ToString());
                    continue;
                }

                Take(word, counts);
            }

            Take(word, counts);
        }

        return counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key}\t{count.Value}"));
    }

    private static void Take(StringBuilder word, SortedDictionary<string, long> counts)
    {
        if (word.Length > 0)
        {
            counts[word.ToString()] = counts.GetValueOrDefault(word.ToString()) + 1;
            word.Clear();
        }
    }

    private static IEnumerable<Rune?> Decode(byte[] bytes)
    {
        for (var i = 0; i < bytes.Length;)
        {
            var ok = Rune.DecodeFromUtf8(bytes.AsSpan(i), out var rune, out var consumed) == System.Buffers.OperationStatus.Done;
            i += consumed;
            yield return ok ? rune : null;
        }
    }
}
