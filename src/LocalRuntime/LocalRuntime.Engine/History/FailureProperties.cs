using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WorkDistribution.LocalRuntime.Engine.History;

/// <summary>
/// The properties of a failure as they are stored: JSON, with the types the official protocol keeps. Numbers come back as
/// <see cref="double"/>; times are strings marked <c>dt:</c> and <c>dto:</c>; whatever else there is becomes its text.
/// </summary>
internal static class FailureProperties
{
    private const string TimeMark = "dt:";
    private const string OffsetTimeMark = "dto:";

    /// <summary>How deep values may be nested; a collection that holds itself must end somewhere.</summary>
    private const int MaxDepth = 32;

    public static string? Encode(IDictionary<string, object?>? properties) =>
        properties is { Count: > 0 } ? Node(properties, 0)!.ToJsonString() : null;

    /// <summary>The properties; empty if there are none, as officially.</summary>
    public static IDictionary<string, object?> Decode(string? stored)
    {
        if (stored is null)
        {
            return new Dictionary<string, object?>(StringComparer.Ordinal);
        }

        using var document = JsonDocument.Parse(stored);
        return Dictionary(document.RootElement);
    }

    private static JsonNode? Node(object? value, int depth) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        int or long or float or double or decimal => Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        DateTime time => JsonValue.Create(TimeMark + time.ToString("O", CultureInfo.InvariantCulture)),
        DateTimeOffset time => JsonValue.Create(OffsetTimeMark + time.ToString("O", CultureInfo.InvariantCulture)),
        IDictionary<string, object?> dictionary when depth < MaxDepth =>
            new JsonObject(dictionary.Select(pair => KeyValuePair.Create(pair.Key, Node(pair.Value, depth + 1)))),
        IEnumerable values when depth < MaxDepth => new JsonArray([.. values.Cast<object?>().Select(item => Node(item, depth + 1))]),
        _ => JsonValue.Create(value.ToString() ?? string.Empty),
    };

    // JSON has no infinities.
    private static JsonValue Number(double value) =>
        double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create(value.ToString(CultureInfo.InvariantCulture));

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.String => Text(element.GetString()!),
        JsonValueKind.Array => element.EnumerateArray().Select(Value).ToList(),
        JsonValueKind.Object => Dictionary(element),
        _ => null,
    };

    private static Dictionary<string, object?> Dictionary(JsonElement element) =>
        element.EnumerateObject().ToDictionary(property => property.Name, property => Value(property.Value), StringComparer.Ordinal);

    private static object Text(string text)
    {
        if (text.StartsWith(TimeMark, StringComparison.Ordinal)
            && DateTime.TryParse(text[TimeMark.Length..], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
        {
            return time;
        }

        return text.StartsWith(OffsetTimeMark, StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text[OffsetTimeMark.Length..], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var offset)
            ? offset
            : text;
    }
}
