using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Durable;

/// <summary>Finds Durable functions of one kind that go by the same name through their attributes.</summary>
internal static class DurableNameProblems
{
    public static IEnumerable<string> Find(IEnumerable<FunctionDescriptor> functions) =>
        from function in functions
        where DurableNames.IsDurable(function)
        group function by (function.TriggerType, Name: DurableNames.Of(function).ToUpperInvariant()) into same
        where same.Count() > 1
        select $"Functions {string.Join(" and ", same.Select(f => $"'{f.Name}' ({f.EntryPoint})"))}: "
            + $"they are all the {same.Key.TriggerType.Replace("Trigger", string.Empty, StringComparison.Ordinal)} '{DurableNames.Of(same.First())}'. Give each its own name in the trigger attribute.";
}
