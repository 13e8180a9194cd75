using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace WorkDistribution.LocalRuntime.Host.Discovery;

/// <summary>The official names of binding types, as function.json has them.</summary>
internal static class BindingTypes
{
    public const string Http = "http";
    public const string HttpTrigger = "httpTrigger";

    /// <summary><c>QueueTriggerAttribute</c> is <c>queueTrigger</c>, <c>QueueOutputAttribute</c> is <c>queue</c>, and so on.</summary>
    public static string NameOf(Attribute binding)
    {
        var name = WithoutSuffix(binding.GetType().Name, "Attribute");
        name = binding switch
        {
            OutputBindingAttribute => WithoutSuffix(name, "Output"),
            InputBindingAttribute => WithoutSuffix(name, "Input"),
            _ => name,
        };
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>As it stands in source code, e.g. <c>[BlobTrigger]</c>.</summary>
    public static string InSource(Type attribute) => $"[{WithoutSuffix(attribute.Name, "Attribute")}]";

    private static string WithoutSuffix(string name, string suffix) =>
        name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;
}
