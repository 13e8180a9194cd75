using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>Trigger metadata of a request: query and route values by name, and all headers and query values as JSON.</summary>
internal static class HttpBindingData
{
    public static IReadOnlyDictionary<string, object?> From(HttpRequest request)
    {
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);

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

    private static string Json(IEnumerable<(string Name, string Value)> values) =>
        JsonSerializer.Serialize(values.GroupBy(v => v.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.Last().Value));
}
