using Microsoft.Azure.Functions.Worker;
using WorkDistribution.LocalRuntime.Host.Durable;
using WorkDistribution.LocalRuntime.Host.Hosting;

namespace WorkDistribution.LocalRuntime.Host.Discovery;

/// <summary>Builds the catalogue of an app, or one error that lists all that keeps it from starting.</summary>
internal static class FunctionCatalogFactory
{
    /// <param name="types">Types that may hold functions.</param>
    /// <param name="only">Names of the only functions to run, or their beginnings with a <c>*</c> behind; empty means all.</param>
    /// <param name="validators">Checks beyond the signature.</param>
    /// <param name="isDisabled">Whether a setting switches a function off, by its name.</param>
    /// <param name="workerOnly">Whether only queue-triggered functions run.</param>
    /// <exception cref="HostStartupException">Lists all problems of all functions.</exception>
    public static FunctionCatalog Create(
        IEnumerable<Type> types,
        IReadOnlyCollection<string> only,
        IEnumerable<IFunctionValidator> validators,
        Func<string, bool>? isDisabled = null,
        bool workerOnly = false)
    {
        var problems = new List<string>();
        var all = FunctionScanner.Scan(types, problems);
        var selected = Select(all, only, problems).Where(f => isDisabled?.Invoke(f.Name) != true).ToList();
        if (workerOnly)
        {
            selected = SelectWorkers(selected, only, problems);
        }

        var checks = validators.ToList();
        foreach (var function in selected)
        {
            foreach (var problem in checks.SelectMany(v => v.Validate(function)))
            {
                problems.Add($"Function '{function.Name}' ({function.EntryPoint}): {problem}");
            }
        }

        problems.AddRange(DurableNameProblems.Find(selected));
        return problems.Count == 0 ? new FunctionCatalog(selected) : throw HostStartupException.ForProblems(problems);
    }

    private static List<FunctionDescriptor> SelectWorkers(
        List<FunctionDescriptor> functions, IReadOnlyCollection<string> only, List<string> problems)
    {
        var workers = functions.Where(f => f.Trigger is QueueTriggerAttribute).ToList();
        if (only.Count > 0)
        {
            problems.AddRange(functions.Except(workers).Select(
                f => $"Function '{f.Name}' ({f.EntryPoint}): --worker runs queue-triggered functions alone, and this one has a {f.TriggerType}. Leave it out of --functions, or leave out --worker."));
        }
        else if (workers.Count == 0)
        {
            problems.Add("--worker runs queue-triggered functions alone, and the app has none.");
        }

        return workers;
    }

    private static IReadOnlyList<FunctionDescriptor> Select(
        IReadOnlyList<FunctionDescriptor> all, IReadOnlyCollection<string> only, List<string> problems)
    {
        if (only.Count == 0)
        {
            return all;
        }

        foreach (var name in only.Where(n => !all.Any(f => Matches(f, n))))
        {
            problems.Add($"There is no function '{name}' to run alone (--functions, or \"functions\" in host.json). Known: {string.Join(", ", all.Select(f => f.Name))}.");
        }

        return [.. all.Where(f => only.Any(n => Matches(f, n)))];
    }

    // "MapReduce*" stands for all whose names begin so: a feature of an app, without a list that grows with it.
    private static bool Matches(FunctionDescriptor function, string name) =>
        name.EndsWith('*')
            ? function.Name.StartsWith(name[..^1], StringComparison.OrdinalIgnoreCase)
            : function.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
