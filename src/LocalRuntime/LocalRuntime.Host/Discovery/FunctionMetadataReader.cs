using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using WorkDistribution.LocalRuntime.Host.Invocation;

namespace WorkDistribution.LocalRuntime.Host.Discovery;

/// <summary>Reads the functions of an app from the official metadata, and finds what is wrong with them.</summary>
internal static partial class FunctionMetadataReader
{
    /// <summary>The functions in the order of their names, which is the order of the real host; what cannot be read is a problem.</summary>
    public static IReadOnlyList<FunctionDescriptor> Read(IEnumerable<IFunctionMetadata> metadata, ICollection<string> problems)
    {
        var functions = metadata.Select(m => Read(m, problems)).OfType<FunctionDescriptor>().ToList();
        ReportNames(functions, problems);
        return [.. functions.OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private static FunctionDescriptor? Read(IFunctionMetadata metadata, ICollection<string> problems)
    {
        var name = metadata.Name ?? "(without a name)";
        List<FunctionBinding> bindings;
        try
        {
            bindings = [.. (metadata.RawBindings ?? []).Select(FunctionBinding.Parse)];
        }
        catch (FormatException e)
        {
            problems.Add($"Function '{name}' ({metadata.EntryPoint}): {e.Message}");
            return null;
        }

        var triggers = bindings.Where(b => b.IsTrigger).ToList();
        if (triggers is not [var trigger])
        {
            problems.Add(triggers.Count == 0
                ? $"Function '{name}' ({metadata.EntryPoint}): it has no trigger. Add one, for example [HttpTrigger]."
                : $"Function '{name}' ({metadata.EntryPoint}): it has {triggers.Count} triggers ({string.Join(", ", triggers.Select(t => t.Type))}). Keep one.");
            return null;
        }

        return new FunctionDescriptor
        {
            Name = name,
            Id = metadata.FunctionId ?? name,
            EntryPoint = metadata.EntryPoint ?? string.Empty,
            ScriptFile = metadata.ScriptFile ?? string.Empty,
            Trigger = trigger,
            Inputs = [.. bindings.Where(b => b.Direction == BindingDirection.In)],
            Outputs = [.. bindings.Where(b => b.Direction != BindingDirection.In)],
            Retry = RetryPolicy.From(metadata.Retry),
        };
    }

    private static void ReportNames(List<FunctionDescriptor> functions, ICollection<string> problems)
    {
        foreach (var group in functions.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (!NamePattern().IsMatch(group.Key))
            {
                problems.Add(
                    $"Function '{group.Key}': the name must start with a letter and have up to 128 letters, digits, '_' and '-'. Rename it.");
            }

            if (group.Count() > 1)
            {
                problems.Add(
                    $"Function '{group.Key}': the name is used {group.Count()} times ({string.Join(", ", group.Select(f => f.EntryPoint))}). Names are unique without regard to case: rename.");
            }
        }
    }

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9_-]{0,127}$")]
    private static partial Regex NamePattern();
}
