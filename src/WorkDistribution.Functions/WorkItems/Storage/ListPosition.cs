using System.Buffers.Text;
using System.Text.Json;

namespace WorkDistribution.Functions.WorkItems.Storage;

/// <summary>Where a listing goes on. As text it is opaque to clients.</summary>
/// <param name="InOutcomes">Whether it has come to the finished items.</param>
/// <param name="Token">The table's own token of the page; null for the table's beginning.</param>
/// <param name="Row">The row of the page that was read last; null when none of it was.</param>
internal sealed record ListPosition(bool InOutcomes, string? Token, ListedRow? Row = null)
{
    private const int MaxLength = 4096;

    /// <summary>Reads a text that <see cref="ToText"/> made; null if it did not.</summary>
    public static ListPosition? Parse(string text)
    {
        try
        {
            return text.Length <= MaxLength ? JsonSerializer.Deserialize<ListPosition>(Base64Url.DecodeFromChars(text)) : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The position as clients get it.</summary>
    public string ToText() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));
}
