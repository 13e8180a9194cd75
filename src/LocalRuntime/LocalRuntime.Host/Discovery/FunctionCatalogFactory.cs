using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Durable;
using WorkDistribution.LocalRuntime.Host.Hosting;

namespace WorkDistribution.LocalRuntime.Host.Discovery;

/// <summary>Builds the catalogue of an app, or one error that lists all that keeps it from starting.</summary>
internal sealed class FunctionCatalogFactory(
    SettingResolver settings, IEnumerable<IFunctionValidator> validators, Func<FunctionDescriptor, string?> load)
{
    // Properties of bindings in which the real host replaces %settings%.
    private static readonly string[] WithSettings = ["queueName", "connection", "schedule", "taskHub"];

    /// <param name="metadata">The official metadata of the app.</param>
    /// <param name="only">Names of the only functions to run, or their beginnings with a <c>*</c> behind; empty means all.</param>
    /// <param name="workerOnly">Whether only queue-triggered functions run.</param>
    /// <exception cref="HostStartupException">Lists all problems of all functions.</exception>
    public FunctionCatalog Create(IEnumerable<IFunctionMetadata> metadata, IReadOnlyCollection<string> only, bool workerOnly)
    {
        var problems = new List<string>();
        var warnings = new List<string>();
        var all = FunctionMetadataReader.Read(metadata, problems);
        var selected = Select(all, only, problems).Where(f => !IsDisabled(f)).ToList();
        if (workerOnly)
        {
            selected = SelectWorkers(selected, only, problems);
        }

        selected = [.. selected.Where(f => HasSettings(f, warnings))];
        foreach (var function in selected)
        {
            foreach (var problem in validators.SelectMany(v => v.Validate(function)).Append(load(function)).OfType<string>())
            {
                problems.Add($"Function '{function.Name}' ({function.EntryPoint}): {problem}");
            }
        }

        problems.AddRange(DurableNameProblems.Find(selected));
        return problems.Count == 0 ? new FunctionCatalog(selected, warnings) : throw HostStartupException.ForProblems(problems);
    }

    // As the real host reads it; the second spelling is for systems whose variables may have no dots.
    private bool IsDisabled(FunctionDescriptor function) =>
        (settings.Get($"AzureWebJobs.{function.Name}.Disabled") ?? settings.Get($"AzureWebJobs_{function.Name}_Disabled")) is { } setting
        && (setting is "1" || (bool.TryParse(setting, out var value) && value));

    /// <summary>As in the real host a function whose %setting% does not exist is not run, and the others are.</summary>
    private bool HasSettings(FunctionDescriptor function, List<string> warnings)
    {
        foreach (var binding in function.Inputs.Concat(function.Outputs))
        {
            foreach (var property in WithSettings)
            {
                if (binding.Text(property) is { } text && !settings.TryResolve(text, out _, out var missing))
                {
                    warnings.Add(
                        $"Function '{function.Name}' is disabled: '{property}' of its {binding.Type} uses %{missing}%, and there is no setting of that name. "
                        + $"Add \"{missing}\" to Values in local.settings.json or set it as an environment variable.");
                    return false;
                }
            }
        }

        return true;
    }

    private static List<FunctionDescriptor> SelectWorkers(
        List<FunctionDescriptor> functions, IReadOnlyCollection<string> only, List<string> problems)
    {
        var workers = functions.Where(f => f.Is(BindingTypes.QueueTrigger)).ToList();
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
