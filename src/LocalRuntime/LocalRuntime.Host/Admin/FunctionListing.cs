using System.Text.Json.Nodes;
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
        ["invoke_url_template"] = function.Is(BindingTypes.HttpTrigger)
            ? $"{origin}/{FunctionRoute.PathOf(function, options)}"
            : null,
        ["language"] = Language,
        ["config"] = new JsonObject
        {
            ["name"] = function.Name,
            ["entryPoint"] = function.EntryPoint,
            ["scriptFile"] = Path.GetFileName(function.ScriptFile),
            ["language"] = Language,
            ["bindings"] = Bindings(function),
        },
        ["test_data"] = string.Empty,
        ["isDisabled"] = false,
        ["isDirect"] = true,
        ["isProxy"] = false,
    };

    private static JsonArray Bindings(FunctionDescriptor function) =>
        [.. function.Inputs.Concat(function.Outputs).Select(b => b.Json.DeepClone())];
}
