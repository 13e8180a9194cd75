using System.Globalization;
using System.Text.Json;

namespace WorkDistribution.Functions.Http;

/// <summary>
/// The members of a JSON object in a request. Every read that fails adds a complaint that names the field, and goes on, so that a
/// requester learns of all mistakes at once; <see cref="RefuseOthers"/> names members that nobody read.
/// </summary>
internal sealed class RequestFields
{
    private readonly JsonElement _value;
    private readonly string _path;
    private readonly ValidationErrors _errors;
    private readonly List<string> _read = [];

    private RequestFields(JsonElement value, string path, ValidationErrors errors) => (_value, _path, _errors) = (value, path, errors);

    /// <summary>Reads a body as one JSON object.</summary>
    /// <param name="body">The body's bytes.</param>
    /// <param name="example">Shown when the body is something else.</param>
    /// <param name="errors">Where complaints go.</param>
    /// <returns>The object, or null after a complaint.</returns>
    public static RequestFields? Parse(ReadOnlyMemory<byte> body, string example, ValidationErrors errors)
    {
        if (RequestJson.Parse(body, errors) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            return new RequestFields(value, "", errors);
        }

        errors.Add("", $"The body must be a JSON object, for example {example}.");
        return null;
    }

    /// <summary>Reads a value that must be a JSON object.</summary>
    /// <param name="value">The value; undefined when it was not given.</param>
    /// <param name="path">The full name of the value.</param>
    /// <param name="example">Shown when the value is something else.</param>
    /// <param name="errors">Where complaints go.</param>
    /// <returns>The object, or null after a complaint.</returns>
    public static RequestFields? Of(JsonElement value, string path, string example, ValidationErrors errors)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            return new RequestFields(value, path, errors);
        }

        errors.Add(path, value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
            ? $"is missing: give an object, for example {example}."
            : $"must be an object, for example {example}, not {Describe(value)}.");
        return null;
    }

    /// <summary>The full name of a member, as complaints use it.</summary>
    public string NameOf(string member) => _path.Length == 0 ? member : $"{_path}.{member}";

    /// <summary>Adds a complaint about a member.</summary>
    public void Complain(string member, string message) => _errors.Add(NameOf(member), message);

    /// <summary>Whether the member is there and not null.</summary>
    public bool Has(string member) => TryGet(member, out _);

    /// <summary>A text that must be there.</summary>
    public string RequiredText(string member, int maxLength)
    {
        if (Text(member, maxLength) is { } text)
        {
            return text;
        }

        if (!Has(member))
        {
            Complain(member, "is missing: give a string.");
        }

        return "";
    }

    /// <summary>A text from 1 to <paramref name="maxLength"/> characters, or null when it is not there or not valid.</summary>
    public string? Text(string member, int maxLength)
    {
        if (!TryGet(member, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Complain(member, $"must be a string, not {Describe(value)}.");
            return null;
        }

        var text = value.GetString()!;
        if (text.Length >= 1 && text.Length <= maxLength)
        {
            return text;
        }

        Complain(member, text.Length == 0 ? "is empty." : $"has {text.Length} characters; at most {maxLength} are taken.");
        return null;
    }

    /// <summary>One of some texts, or null.</summary>
    public string? OneOf(string member, params IReadOnlyList<string> choices)
    {
        if (!TryGet(member, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && choices.FirstOrDefault(choice => value.ValueEquals(choice)) is { } chosen)
        {
            return chosen;
        }

        Complain(member, $"must be one of {string.Join(", ", choices.Select(static choice => $"\"{choice}\""))}, not {Describe(value)}.");
        return null;
    }

    /// <summary>A whole number within bounds, or null.</summary>
    public int? Integer(string member, int min, int max)
    {
        if (!TryGet(member, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min && number <= max)
        {
            return number;
        }

        Complain(member, $"must be a whole number from {min} to {max}, not {Describe(value)}.");
        return null;
    }

    /// <summary>A number within bounds, or null.</summary>
    public double? Number(string member, double min, double max)
    {
        if (!TryGet(member, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= min && number <= max)
        {
            return number;
        }

        Complain(member, string.Create(CultureInfo.InvariantCulture, $"must be a number from {min} to {max}, not {Describe(value)}."));
        return null;
    }

    /// <summary>True, false, or null.</summary>
    public bool? Flag(string member)
    {
        if (!TryGet(member, out var value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Complain(member, $"must be true or false, not {Describe(value)}.");
        return null;
    }

    /// <summary>A moment in ISO 8601 with an offset, or null. Without an offset it would mean another moment on another machine.</summary>
    public DateTimeOffset? Time(string member)
    {
        if (!TryGet(member, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String
            && value.TryGetDateTimeOffset(out var time)
            && value.GetString() is { } text
            && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal)))
        {
            return time.ToUniversalTime();
        }

        Complain(member, $"must be an ISO 8601 time with an offset, such as \"2030-01-31T12:00:00Z\", not {Describe(value)}.");
        return null;
    }

    /// <summary>A member of any kind, or null when it is not there.</summary>
    public JsonElement? Any(string member) => TryGet(member, out var value) ? value : null;

    /// <summary>The object that a member is, or null when it is not there or something else.</summary>
    public RequestFields? Object(string member, string example) =>
        TryGet(member, out var value) ? Of(value, NameOf(member), example, _errors) : null;

    /// <summary>The texts of an array of at most <paramref name="maxCount"/>, none of them empty.</summary>
    public IReadOnlyList<string> Texts(string member, int maxCount, int maxLength)
    {
        var entries = Array(member, maxCount);
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].ValueKind != JsonValueKind.String || entries[i].GetRawText().Length - 2 > maxLength)
            {
                Complain(
                    string.Create(CultureInfo.InvariantCulture, $"{member}[{i}]"),
                    $"must be a string of at most {maxLength} characters, not {Describe(entries[i])}.");
                return [];
            }
        }

        return [.. entries.Select(static entry => entry.GetString()!)];
    }

    /// <summary>The entries of an array of at most <paramref name="maxCount"/>; none after a complaint or when it is not there.</summary>
    public IReadOnlyList<JsonElement> Array(string member, int maxCount)
    {
        if (!TryGet(member, out var value))
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            Complain(member, $"must be an array, not {Describe(value)}.");
            return [];
        }

        var count = value.GetArrayLength();
        if (count <= maxCount)
        {
            return [.. value.EnumerateArray()];
        }

        Complain(member, $"has {count} entries; at most {maxCount} are taken.");
        return [];
    }

    /// <summary>The entries of an array of objects; an entry that is none is complained of and left out.</summary>
    public IEnumerable<RequestFields> Objects(string member, int maxCount)
    {
        var entries = Array(member, maxCount);
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].ValueKind == JsonValueKind.Object)
            {
                yield return new RequestFields(entries[i], NameOf(string.Create(CultureInfo.InvariantCulture, $"{member}[{i}]")), _errors);
            }
            else
            {
                Complain(string.Create(CultureInfo.InvariantCulture, $"{member}[{i}]"), $"must be an object, not {Describe(entries[i])}.");
            }
        }
    }

    /// <summary>Complains of members that were not read.</summary>
    public void RefuseOthers()
    {
        foreach (var member in _value.EnumerateObject().Where(member => !_read.Contains(member.Name)))
        {
            Complain(member.Name, $"is not known here: {string.Join(", ", _read.Distinct())} are.");
        }
    }

    /// <summary>A value as a complaint shows it.</summary>
    public static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        _ when value.GetRawText() is { Length: <= 40 } text => text,
        _ => "a long text",
    };

    private bool TryGet(string member, out JsonElement value)
    {
        _read.Add(member);
        return _value.TryGetProperty(member, out value) && value.ValueKind != JsonValueKind.Null;
    }
}
