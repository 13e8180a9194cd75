using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace WorkDistribution.LocalRuntime.Host.Management;

/// <summary>Reads and writes the JSON of the Durable management API.</summary>
internal static class ManagementJson
{
    // URLs and text stay readable, as the real API writes them; nothing here is put into HTML.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonDocumentOptions ReadOptions =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static Task WriteAsync(HttpContext http, int statusCode, JsonNode? body)
    {
        http.Response.StatusCode = statusCode;
        http.Response.ContentType = "application/json; charset=utf-8";
        return http.Response.WriteAsync(body?.ToJsonString(Options) ?? "null", http.RequestAborted);
    }

    /// <summary>The error body of the real API: what is wrong, and what the failure behind it said.</summary>
    public static Task WriteErrorAsync(HttpContext http, int statusCode, string message, Exception? cause = null)
    {
        var body = new JsonObject { ["Message"] = message };
        if (cause is not null)
        {
            body["ExceptionMessage"] = cause.Message;
            body["ExceptionType"] = cause.GetType().FullName;
        }

        return WriteAsync(http, statusCode, body);
    }

    /// <summary>Stored JSON as a node; text that is not JSON (a termination reason, a failure) as a string.</summary>
    public static JsonNode? Stored(string? serialized)
    {
        if (serialized is null)
        {
            return null;
        }

        var text = serialized.Trim();
        if (text.Length == 0)
        {
            return string.Empty;
        }

        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    public static async Task<string> ReadTextAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(http.RequestAborted);
    }

    /// <exception cref="JsonException"><paramref name="text"/> is not one JSON value.</exception>
    public static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text, ReadOptions);
        return document.RootElement.Clone();
    }
}
