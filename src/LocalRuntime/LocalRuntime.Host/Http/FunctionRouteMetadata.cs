using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>Marks the endpoint of a function.</summary>
/// <param name="Function">The function.</param>
/// <param name="Methods">Methods it answers, in upper case; empty means all.</param>
internal sealed record FunctionRouteMetadata(FunctionDescriptor Function, IReadOnlyList<string> Methods)
{
    public bool Allows(string method) => Methods.Count == 0 || Methods.Contains(method, StringComparer.OrdinalIgnoreCase);
}
