using System.Text;

namespace WorkDistribution.Functions.Tests.Support;

/// <summary>Inputs that break careless splitting.</summary>
internal static class TrickyText
{
    private static readonly string[] Pieces =
    [
        "word", "Wort", "ÄÖÜ", "straße", "日本語", "𝒳𝒴𝒵", "Ελλάδα", "naïve", "x", "123", "İstanbul", "e\u0301", "a-b", "don't", " ", "\n", "\r\n", "\t", "—", "😀", ".",
    ];

    /// <summary>Text of many scripts, with and without separators, and some invalid UTF-8.</summary>
    public static byte[] Mixed(int bytes, int seed)
    {
        var random = new Random(seed);
        var text = new MemoryStream();
        while (text.Length < bytes)
        {
            if (random.Next(50) == 0)
            {
                text.WriteByte((byte)random.Next(0x80, 0x100));
            }

            text.Write(Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
        }

        return text.ToArray();
    }

    /// <summary>One line without a single newline or blank.</summary>
    public static byte[] OneLongLine(int words) => Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, words).Select(i => $"wörd{i % 97}")));

    /// <summary>One word longer than several splits.</summary>
    public static byte[] OneLongWord(int length) => Encoding.UTF8.GetBytes(new string('ä', length / 2));
}
