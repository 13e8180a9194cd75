using System.Text.Json;
using System.Text.Json.Nodes;

namespace WorkDistribution.Cli.MasterWorker;

/// <summary>Reads the payloads of a batch: a JSON array, or one JSON value a line.</summary>
internal static class TaskFile
{
    /// <exception cref="UsageException">The file cannot be read, or holds something else; the message names the line.</exception>
    public static JsonArray Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{path}' cannot be read: {e.Message}");
        }

        if (text.AsSpan().TrimStart().StartsWith("["))
        {
            return Parse(text, path) as JsonArray ?? throw new UsageException($"'{path}' holds no JSON array.");
        }

        var tasks = new JsonArray();
        var line = 0;
        foreach (var payload in text.AsSpan().EnumerateLines())
        {
            line++;
            if (!payload.IsWhiteSpace())
            {
                tasks.Add(Parse(payload.ToString(), $"{path}, line {line}"));
            }
        }

        return tasks;
    }

    private static JsonNode? Parse(string json, string place)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException e)
        {
            throw new UsageException($"{place}: not JSON: {e.Message}");
        }
    }
}
