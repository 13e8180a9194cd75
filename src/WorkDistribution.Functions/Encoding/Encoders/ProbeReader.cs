using System.Globalization;
using System.Text.Json;
using WorkDistribution.Functions.Encodings.Storage;

namespace WorkDistribution.Functions.Encodings.Encoders;

/// <summary>Reads the JSON that ffprobe prints: numbers as texts.</summary>
internal static class ProbeReader
{
    /// <summary>Reads frames and duration.</summary>
    /// <returns>The facts, or null when there is no video stream or a number is missing.</returns>
    public static VideoFacts? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("streams", out var streams)
                && streams.ValueKind == JsonValueKind.Array
                && streams.GetArrayLength() > 0
                && document.RootElement.TryGetProperty("format", out var format)
                && long.TryParse(Text(streams[0], "nb_read_packets"), NumberStyles.None, CultureInfo.InvariantCulture, out var frames)
                && double.TryParse(Text(format, "duration"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
                ? new VideoFacts(frames, seconds)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) ? value.ToString() : null;
}
