using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.Storage;
using WorkDistribution.Functions.WorkItems.Handlers;
using WorkDistribution.Functions.WorkItems.Priorities;
using WorkDistribution.Functions.WorkItems.Storage;

namespace WorkDistribution.Functions.WorkItems;

/// <summary>Fails the start on a bad setting or two handlers of one name, rather than the first request.</summary>
internal sealed class WorkItemsOptionsValidator(IConfiguration configuration, WorkHandlers handlers) : IValidateOptions<WorkItemsOptions>
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, WorkItemsOptions options)
    {
        var failures = new List<string>();
        CheckLevels(options, failures);
        Check(failures, nameof(options.Shards), options.Shards, 1, 64);
        Check(failures, nameof(options.Lanes), options.Lanes, 1, 64);
        Check(failures, nameof(options.Workers), options.Workers, 1, 1000);
        Check(failures, nameof(options.MaxDepth), options.MaxDepth, 1, 10_000_000);
        Check(failures, nameof(options.MaxPayloadBytes), options.MaxPayloadBytes, 1, 16 * 1024 * 1024);
        Check(failures, nameof(options.MaxBatchItems), options.MaxBatchItems, 1, 100_000);
        Check(failures, nameof(options.MaxRetries), options.MaxRetries, 0, 1000);
        Check(failures, nameof(options.DefaultRetries), options.DefaultRetries, 0, options.MaxRetries);
        Check(failures, nameof(options.MaxTimeoutSeconds), options.MaxTimeoutSeconds, 1, 86_400);
        Check(failures, nameof(options.DefaultTimeoutSeconds), options.DefaultTimeoutSeconds, 1, options.MaxTimeoutSeconds);
        Check(failures, nameof(options.MaxLosses), options.MaxLosses, 0, 100);
        Check(failures, nameof(options.Lease), options.Lease, TimeSpan.FromSeconds(1), Hour);
        Check(failures, nameof(options.LaneLease), options.LaneLease, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(10));
        Check(failures, nameof(options.LaneLinger), options.LaneLinger, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Check(failures, nameof(options.StealThreshold), options.StealThreshold, 0, 1000);
        Check(failures, nameof(options.CancellationGrace), options.CancellationGrace, TimeSpan.Zero, Hour);
        Check(failures, nameof(options.RetryDelay), options.RetryDelay, TimeSpan.FromMilliseconds(1), Hour);
        Check(failures, nameof(options.MaxRetryDelay), options.MaxRetryDelay, options.RetryDelay, TimeSpan.FromDays(1));
        Check(failures, nameof(options.RetryFactor), options.RetryFactor, 1, 10);
        foreach (var (host, i) in options.HttpHosts.Select(static (host, i) => (host, i)))
        {
            if (!Uri.TryCreate($"http://{host}/", UriKind.Absolute, out var address) || address.AbsolutePath != "/" || address.UserInfo.Length > 0)
            {
                failures.Add($"WorkItems__HttpHosts__{i} '{host}' is not a host: write it as in an address, for example example.org or 127.0.0.1:8080.");
            }
        }

        if (!StorageConnection.TryCreateTableClient(configuration, WorkStorage.Connection, out _, out var problem)
            || !StorageConnection.TryCreateQueueClient(configuration, WorkStorage.Connection, out _, out problem))
        {
            failures.Add($"Work items need a storage account: {problem}");
        }

        if (handlers.Names.Count == 0)
        {
            failures.Add("No work handler is registered.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void CheckLevels(WorkItemsOptions options, List<string> failures)
    {
        if (options.Levels.Count > WorkLevels.Max)
        {
            failures.Add($"WorkItems__Levels has {options.Levels.Count} entries: use at most {WorkLevels.Max}.");
        }

        for (var i = 0; i < options.Levels.Count; i++)
        {
            var level = options.Levels[i];
            if (string.IsNullOrWhiteSpace(level.Name) || !(level.Share > 0 && double.IsFinite(level.Share)))
            {
                failures.Add($"WorkItems__Levels__{i} has the name '{level.Name}' and the share {level.Share}: give a name and a share above 0.");
            }
        }

        var names = options.Levels.Count == 0 ? ["high", "normal", "low"] : options.Levels.Select(static level => level.Name).ToList();
        if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Count)
        {
            failures.Add($"WorkItems__Levels has two levels of one name: {string.Join(", ", names)}.");
        }

        if (!names.Contains(options.DefaultPriority, StringComparer.OrdinalIgnoreCase))
        {
            failures.Add($"WorkItems__DefaultPriority '{options.DefaultPriority}' is not one of the levels {string.Join(", ", names)}.");
        }
    }

    private static void Check<T>(List<string> failures, string setting, T value, T min, T max)
        where T : IComparable<T>
    {
        if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
        {
            failures.Add($"WorkItems__{setting} is {value}: use {min} to {max}.");
        }
    }
}
