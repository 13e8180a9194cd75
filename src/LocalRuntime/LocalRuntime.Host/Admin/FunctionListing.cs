using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Http;

namespace WorkDistribution.LocalRuntime.Host.Admin;

/// <summary>Describes a function as <c>/admin/functions</c> does, its bindings as function.json has them.</summary>
internal static class FunctionListing
{
    private const string Language = "dotnet-isolated";

    public static JsonObject Describe(FunctionDescriptor function, string origin, HttpExtensionOptions options) => new()
    {
        ["name"] = function.Name,
        ["function_app_id"] = null,
        ["href"] = $"{origin}/admin/functions/{function.Name}",
        ["invoke_url_template"] = function.GetTrigger<HttpTriggerAttribute>() is { } trigger
            ? $"{origin}/{HttpFunctionEndpoints.RouteOf(function, trigger, options)}"
            : null,
        ["language"] = Language,
        ["config"] = new JsonObject
        {
            ["name"] = function.Name,
            ["entryPoint"] = function.EntryPoint,
            ["scriptFile"] = function.Method.Module.Name,
            ["language"] = Language,
            ["bindings"] = Bindings(function),
        },
        ["test_data"] = string.Empty,
        ["isDisabled"] = false,
        ["isDirect"] = true,
        ["isProxy"] = false,
    };

    private static JsonArray Bindings(FunctionDescriptor function)
    {
        var bindings = new JsonArray { Binding(function.TriggerParameter.Name, "In", function.TriggerType, function.Trigger) };
        foreach (var parameter in function.Parameters)
        {
            if (parameter.Binding is { } input && parameter != function.TriggerParameter)
            {
                bindings.Add(Binding(parameter.Name, "In", BindingTypes.NameOf(input), input));
            }
        }

        foreach (var output in function.Outputs)
        {
            bindings.Add(Binding(output.Name, "Out", output.BindingType, output.Attribute));
        }

        return bindings;
    }

    private static JsonObject Binding(string name, string direction, string type, Attribute attribute)
    {
        var binding = new JsonObject { ["name"] = name, ["direction"] = direction, ["type"] = type };
        foreach (var property in attribute.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var key = char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
            if (property.Name != nameof(Attribute.TypeId) && !binding.ContainsKey(key) && Value(property.GetValue(attribute)) is { } value)
            {
                binding[key] = value;
            }
        }

        return binding;
    }

    private static JsonNode? Value(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag,
        int number => number,
        Enum choice => choice.ToString(),
        IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(Value)]),
        _ => value.ToString(),
    };
}
