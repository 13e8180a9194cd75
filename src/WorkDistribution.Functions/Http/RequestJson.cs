using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace WorkDistribution.Functions.Http;

/// <summary>Reads JSON that others wrote: one value, no member twice, and nothing but valid Unicode.</summary>
internal static class RequestJson
{
    private const int MaxDepth = 32;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    /// <summary>Reads a value. A byte order mark is passed over, as RFC 8259 allows.</summary>
    /// <param name="body">The bytes.</param>
    /// <param name="errors">Where complaints go.</param>
    /// <returns>The value, or null after a complaint.</returns>
    public static JsonElement? Parse(ReadOnlyMemory<byte> body, ValidationErrors errors)
    {
        var json = body.Span.StartsWith(Encoding.UTF8.Preamble) ? body.Span[Encoding.UTF8.Preamble.Length..] : body.Span;
        if (!Utf8.IsValid(json))
        {
            errors.Add("", "The body is not valid UTF-8: send JSON in UTF-8.");
            return null;
        }

        try
        {
            var value = JsonElement.Parse(json, Strict);
            return MayHoldHalves(json) && HasHalves(value, "", errors) ? null : value;
        }
        catch (JsonException e)
        {
            errors.Add("", $"The body is not valid JSON: {e.Message}");
        }
        catch (InvalidOperationException)
        {
            // The parser reads the names of members, to find those that are there twice.
            errors.Add("", "The name of a member holds an escape that is not valid Unicode.");
        }

        return null;
    }

    // \uD800 to \uDFFF are halves of pairs. The parser takes one without the other, but no string can hold it.
    private static bool MayHoldHalves(ReadOnlySpan<byte> json) => json.IndexOf(@"\ud"u8) >= 0 || json.IndexOf(@"\uD"u8) >= 0;

    private static bool HasHalves(JsonElement value, string path, ValidationErrors errors)
    {
        var found = false;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    found |= HasHalves(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}", errors);
                }

                break;
            case JsonValueKind.Array:
                var i = 0;
                foreach (var entry in value.EnumerateArray())
                {
                    found |= HasHalves(entry, string.Create(CultureInfo.InvariantCulture, $"{path}[{i++}]"), errors);
                }

                break;
            case JsonValueKind.String:
                try
                {
                    _ = value.GetString();
                }
                catch (InvalidOperationException)
                {
                    errors.Add(path, "holds an escape that is not valid Unicode.");
                    found = true;
                }

                break;
        }

        return found;
    }
}
