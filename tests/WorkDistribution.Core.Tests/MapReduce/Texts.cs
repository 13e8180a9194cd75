using System.Text;
using CsCheck;

namespace WorkDistribution.Core.Tests.MapReduce;

/// <summary>Generators of difficult inputs.</summary>
internal static class Texts
{
    private static readonly string[] Pieces =
    [
        "a", "the", "The", "word", "WORLD", "x1", "42", "Microsoft.Extensions", "internationalization", "a-very-LONG_identifierWithMoreThan16",
        " ", "  ", "\n", "\r\n", "\r", "\t", ".", ",", "<", "/>", "\0", "_", "'",
        "é", "É", "ß", "ü", "Straße", "Ⱥ", "İ", "K", "naïve", "Привет", "ΜΆΪΟΣ", "日本語", "。", "漢字", "１２", "٣", "½", "😀", "𝐀", "𐐀", "\u2028", "\u00A0",
    ];

    private static readonly string[] Repeated = ["a", "é", "z9", "-", "日"];

    private static readonly byte[][] Broken =
    [
        [0x80], [0xBF, 0x80], [0xC3], [0xC0, 0x80], [0xE4, 0xB8], [0xE4], [0xF0, 0x9F, 0x98], [0xF0, 0x9F], [0xED, 0xA0, 0x80], [0xF8], [0xFF],
        [0xF4, 0x90, 0x80, 0x80], [0xE0, 0x80, 0x80],
    ];

    private static readonly Gen<byte[]> Piece = Gen.Frequency(
        (12, Gen.Int[0, Pieces.Length - 1].Select(static i => Pieces[i]).Select(Encoding.UTF8.GetBytes)),
        (1, Gen.Int[0, Broken.Length - 1].Select(static i => Broken[i])),
        (1, Gen.Byte.Array[0, 5]),
        (1, Gen.Select(Gen.Int[0, 4].Select(static i => Repeated[i]), Gen.Int[1, 200]).Select(static (text, times) =>
            Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, times))))));

    /// <summary>Text of many scripts, cases and line ends, with invalid bytes among it.</summary>
    public static Gen<byte[]> Any { get; } = Piece.Array[0, 60].Select(static pieces => pieces.SelectMany(static piece => piece).ToArray());
}
