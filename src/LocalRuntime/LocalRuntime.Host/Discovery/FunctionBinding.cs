using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;

namespace WorkDistribution.LocalRuntime.Host.Discovery;

/// <summary>One binding of a function, as its metadata (function.json) hold it. Names of properties ignore case.</summary>
internal sealed class FunctionBinding : BindingMetadata
{
    /// <summary>The name of an output that is the return value itself.</summary>
    public const string ReturnName = "$return";

    private static readonly JsonNodeOptions IgnoreCase = new() { PropertyNameCaseInsensitive = true };

    private FunctionBinding(JsonObject json, string name, string type, BindingDirection direction) =>
        (Json, Name, Type, Direction) = (json, name, type, direction);

    public override string Name { get; }

    /// <summary>The official type: <c>queueTrigger</c>, <c>http</c>, …</summary>
    public override string Type { get; }

    public override BindingDirection Direction { get; }

    public bool IsTrigger => Type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase);

    public bool IsReturn => Name == ReturnName;

    public JsonObject Json { get; }

    /// <summary>Whether the worker reads the trigger's value from model binding data instead of text.</summary>
    public bool SupportsDeferredBinding =>
        Json["properties"] is JsonObject properties && bool.TryParse(properties["supportsDeferredBinding"]?.ToString(), out var value) && value;

    /// <exception cref="FormatException">It is not a JSON object with a name and a type.</exception>
    public static FunctionBinding Parse(string json)
    {
        JsonObject? binding;
        try
        {
            binding = JsonNode.Parse(json, IgnoreCase) as JsonObject;
        }
        catch (JsonException e)
        {
            throw new FormatException($"a binding is not valid JSON: {e.Message}", e);
        }

        return binding?["name"]?.GetValue<string>() is { Length: > 0 } name && binding["type"]?.GetValue<string>() is { Length: > 0 } type
            ? new FunctionBinding(binding, name, type, DirectionOf(binding))
            : throw new FormatException($"a binding has no name or no type: {json}");
    }

    /// <summary>A property's text; null if it has none.</summary>
    public string? Text(string property) => Json[property]?.ToString() is { Length: > 0 } text ? text : null;

    /// <summary>A property that is true or false, as JSON or as text.</summary>
    public bool Flag(string property, bool otherwise) => bool.TryParse(Json[property]?.ToString(), out var value) ? value : otherwise;

    /// <summary>The texts of a property that is a list; empty if it has none.</summary>
    public IReadOnlyList<string> Texts(string property) => Json[property] is JsonArray items ? [.. items.Select(item => item!.ToString())] : [];

    private static BindingDirection DirectionOf(JsonObject binding) =>
        string.Equals(binding["direction"]?.ToString(), "Out", StringComparison.OrdinalIgnoreCase) ? BindingDirection.Out : BindingDirection.In;
}
