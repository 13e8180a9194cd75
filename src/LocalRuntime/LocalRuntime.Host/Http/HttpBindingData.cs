using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>Trigger metadata of a request: query and route values by name, and all headers and query values as JSON.</summary>
internal static class HttpBindingData
{
    /// <summary>Bytes of a JSON body above which its properties are not read, so that a large one costs no second pass.</summary>
    private const int MaxJsonBody = 1 << 20;

    /// <summary>The metadata, from the weakest source to the strongest: body properties, query, route.</summary>
    public static IReadOnlyDictionary<string, object?> From(HttpRequest request)
    {
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        AddBody(request, data);

        // "code" is the function key of a caller, which is no business of the function.
        foreach (var (name, values) in request.Query.Where(q => !q.Key.Equals("code", StringComparison.OrdinalIgnoreCase)))
        {
            data[name] = values.Count > 0 ? values[^1] : string.Empty;
        }

        foreach (var (name, value) in request.RouteValues)
        {
            data[name] = value?.ToString();
        }

        data["Headers"] = Json(request.Headers.Select(h => (h.Key, h.Value.ToString())));
        data["Query"] = Json(request.Query.Select(q => (q.Key, q.Value.ToString())));
        return data;
    }

    // Only a body that has been buffered can be read here and by the function too.
    private static void AddBody(HttpRequest request, Dictionary<string, object?> data)
    {
        if (!request.HasJsonContentType() || request.Body is not { CanSeek: true, Length: > 0 and <= MaxJsonBody } body)
        {
            return;
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in json.RootElement.EnumerateObject())
                {
                    data[property.Name] = property.Value.ValueKind == JsonValueKind.String
                        ? property.Value.GetString()
                        : property.Value.GetRawText();
                }
            }
        }
        catch (JsonException)
        {
            // What is not JSON has no properties; whether that is an error is for the function to say.
            data.Clear();
        }
        finally
        {
            body.Position = 0;
        }
    }

    private static string Json(IEnumerable<(string Name, string Value)> values) =>
        JsonSerializer.Serialize(values.GroupBy(v => v.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.Last().Value));
}
