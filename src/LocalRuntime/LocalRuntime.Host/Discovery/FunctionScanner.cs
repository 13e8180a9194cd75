using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace WorkDistribution.LocalRuntime.Host.Discovery;

/// <summary>Finds the functions of an app and everything that is wrong with them.</summary>
internal static partial class FunctionScanner
{
    private const BindingFlags AnyMethod =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<FunctionDescriptor> Scan(IEnumerable<Type> types, ICollection<string> problems)
    {
        var candidates = (
            from type in types
            from method in type.GetMethods(AnyMethod)
            let name = method.GetCustomAttribute<FunctionAttribute>()?.Name
            where name is not null
            select (name, method)).ToList();
        ReportNames(candidates, problems);
        return [.. candidates
            .Select(c => Read(c.method, c.name, problems))
            .OfType<FunctionDescriptor>()
            .OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private static FunctionDescriptor? Read(MethodInfo method, string name, ICollection<string> problems)
    {
        try
        {
            return FunctionReader.Read(method, name, problems);
        }
        catch (Exception e)
        {
            // Attributes are created as they are read, and some check their arguments.
            problems.Add($"Function '{name}' ({method.DeclaringType?.FullName}.{method.Name}): one of its attributes is not valid: {e.Message}");
            return null;
        }
    }

    private static void ReportNames(List<(string Name, MethodInfo Method)> candidates, ICollection<string> problems)
    {
        foreach (var group in candidates.GroupBy(c => c.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (!NamePattern().IsMatch(group.Key))
            {
                problems.Add(
                    $"Function '{group.Key}': the name must start with a letter and have up to 128 letters, digits, '_' and '-'. Rename it.");
            }

            if (group.Count() > 1)
            {
                var methods = string.Join(", ", group.Select(c => $"{c.Method.DeclaringType?.FullName}.{c.Method.Name}"));
                problems.Add($"Function '{group.Key}': the name is used {group.Count()} times ({methods}). Names are unique without regard to case: rename.");
            }
        }
    }

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9_-]{0,127}$")]
    private static partial Regex NamePattern();
}
