using System.Text;
using System.Text.Json;

namespace WorkDistribution.Functions.Http;

/// <summary>Shortens texts for a status, whose JSON must not exceed 16 KB whatever the texts hold.</summary>
internal static class ShortText
{
    /// <summary>The longest beginning that takes at most <paramref name="maxBytes"/> in JSON, where a character may take up to 12.</summary>
    public static string Of(string text, int maxBytes)
    {
        if (Size(text) <= maxBytes)
        {
            return text;
        }

        var length = Math.Min(text.Length, maxBytes);
        while (length > 0 && Size(text[..length]) > maxBytes - 3)
        {
            length--;
        }

        return $"{text[..length]}...";
    }

    /// <summary>What a text takes in JSON, in bytes.</summary>
    public static int Size(string text) => JsonEncodedText.Encode(Encoding.UTF8.GetBytes(text)).EncodedUtf8Bytes.Length;
}
