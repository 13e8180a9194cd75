using System.Text.Json;

namespace WorkDistribution.LocalRuntime.Host.Configuration;

/// <summary>Reads local.settings.json.</summary>
internal static class LocalSettingsReader
{
    public const string FileName = "local.settings.json";
    public const string SampleFileName = "local.settings.sample.json";

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads and validates <paramref name="path"/>; null stands for an app without the file.</summary>
    /// <exception cref="HostConfigurationException">Lists everything that is wrong in the file.</exception>
    public static LocalSettings Read(string? path)
    {
        if (path is null)
        {
            return new LocalSettings();
        }

        using var document = Parse(path);
        var problems = new List<string>();
        var settings = document.RootElement.ValueKind == JsonValueKind.Object
            ? Bind(document.RootElement, problems) with { Path = path }
            : throw new HostConfigurationException($"{path} is not valid: it must hold one JSON object.");
        return problems.Count == 0 ? settings : throw new HostConfigurationException(path, problems);
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            // Read as text, as editors on Windows put a byte order mark before it.
            return JsonDocument.Parse(File.ReadAllText(path), Lenient);
        }
        catch (JsonException e)
        {
            throw new HostConfigurationException($"{path} is not valid JSON: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostConfigurationException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static LocalSettings Bind(JsonElement root, List<string> problems)
    {
        if (Find(root, "IsEncrypted") is { ValueKind: JsonValueKind.True })
        {
            problems.Add("IsEncrypted is true, and encrypted settings cannot be read here. Run 'func settings decrypt' and try again.");
            return new LocalSettings();
        }

        var host = Find(root, "Host");
        return new LocalSettings
        {
            Values = Values(root, problems),
            LocalHttpPort = Port(Find(host, "LocalHttpPort"), problems),
            CorsOrigins = Text(Find(host, "CORS"))?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            CorsCredentials = bool.TryParse(Text(Find(host, "CORSCredentials")), out var credentials) && credentials,
        };
    }

    private static Dictionary<string, string> Values(JsonElement root, List<string> problems)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in Properties(Find(root, "Values")))
        {
            if (Text(property.Value) is { } text)
            {
                values[property.Name] = text;
            }
            else
            {
                problems.Add($"Values.{property.Name} is an object or array: a string is allowed. Write sections as \"{property.Name}__key\".");
            }
        }

        foreach (var property in Properties(Find(root, "ConnectionStrings")))
        {
            var value = property.Value.ValueKind == JsonValueKind.Object ? Find(property.Value, "ConnectionString") : property.Value;
            values.TryAdd("ConnectionStrings:" + property.Name, Text(value) ?? string.Empty);
        }

        return values;
    }

    private static int? Port(JsonElement? element, List<string> problems)
    {
        if (Text(element) is not { Length: > 0 } text)
        {
            return null;
        }

        if (int.TryParse(text, out var port) && port is >= 0 and <= 65535)
        {
            return port;
        }

        problems.Add($"Host.LocalHttpPort is \"{text}\": a whole number from 0 to 65535 is allowed (default 7071).");
        return null;
    }

    private static JsonElement.ObjectEnumerator Properties(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Object } value ? value.EnumerateObject() : default;

    private static JsonElement? Find(JsonElement? element, string name)
    {
        foreach (var property in Properties(element))
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return property.Value;
            }
        }

        return null;
    }

    private static string? Text(JsonElement? element) => element?.ValueKind switch
    {
        JsonValueKind.String => element.Value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.Value.GetRawText(),
        JsonValueKind.Null => string.Empty,
        _ => null,
    };
}
