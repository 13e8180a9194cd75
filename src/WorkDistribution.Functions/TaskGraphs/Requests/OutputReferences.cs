using System.Text.Json;
using System.Text.Json.Nodes;

namespace WorkDistribution.Functions.TaskGraphs.Requests;

/// <summary>
/// How results flow along edges: an object <c>{"$output":"resize"}</c> or <c>{"$output":"resize","path":"sizes.0.width"}</c> anywhere in
/// a payload stands for the output of that node, or for a part of it, when the task runs.
/// </summary>
internal static class OutputReferences
{
    private const string Reference = "$output";
    private const string Path = "path";

    /// <summary>The nodes that a payload refers to.</summary>
    public static IEnumerable<string> In(JsonElement payload)
    {
        switch (payload.ValueKind)
        {
            case JsonValueKind.Object when TryRead(payload, out var node, out _):
                return [node];
            case JsonValueKind.Object:
                return payload.EnumerateObject().SelectMany(static member => In(member.Value));
            case JsonValueKind.Array:
                return payload.EnumerateArray().SelectMany(In);
            default:
                return [];
        }
    }

    /// <summary>The payload with each reference replaced.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="outputOf">The output of a node.</param>
    /// <exception cref="InvalidDataException">An output does not have the part that a reference names.</exception>
    public static JsonNode? Replace(JsonElement payload, Func<string, JsonElement?> outputOf)
    {
        switch (payload.ValueKind)
        {
            case JsonValueKind.Object when TryRead(payload, out var node, out var path):
                return Part(outputOf(node), node, path);
            case JsonValueKind.Object:
                return new JsonObject(payload.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Replace(member.Value, outputOf))));
            case JsonValueKind.Array:
                return new JsonArray([.. payload.EnumerateArray().Select(entry => Replace(entry, outputOf))]);
            default:
                return JsonSerializer.SerializeToNode(payload);
        }
    }

    private static bool TryRead(JsonElement value, out string node, out string? path)
    {
        node = "";
        path = null;
        if (!value.TryGetProperty(Reference, out var reference) || reference.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        node = reference.GetString()!;
        if (value.TryGetProperty(Path, out var part) && part.ValueKind == JsonValueKind.String)
        {
            path = part.GetString();
        }

        return value.GetPropertyCount() == (path is null ? 1 : 2);
    }

    private static JsonNode? Part(JsonElement? output, string node, string? path)
    {
        var part = output;
        foreach (var name in path?.Split('.') ?? [])
        {
            part = part switch
            {
                { ValueKind: JsonValueKind.Object } value when value.TryGetProperty(name, out var member) => member,
                { ValueKind: JsonValueKind.Array } value when int.TryParse(name, out var index) && index >= 0 && index < value.GetArrayLength() => value[index],
                _ => throw new InvalidDataException($"The output of node '{node}' has no '{path}': it is {Shorten(output)}."),
            };
        }

        return part is { } found ? JsonSerializer.SerializeToNode(found) : null;
    }

    private static string Shorten(JsonElement? output) =>
        output?.GetRawText() is { } text ? text.Length <= 200 ? text : text[..200] + "…" : "null";
}
