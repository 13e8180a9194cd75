using Microsoft.Extensions.Options;
using WorkDistribution.Core.MapReduce;

namespace WorkDistribution.Functions.MapReduce;

/// <summary>Fails the start on a bad setting or two jobs of one name, rather than the first request.</summary>
internal sealed class MapReduceOptionsValidator(JobRegistry jobs) : IValidateOptions<MapReduceOptions>
{
    public ValidateOptionsResult Validate(string? name, MapReduceOptions options)
    {
        var failures = new List<string>();
        for (var i = 0; i < options.InputRoots.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(options.InputRoots[i]) || options.InputRoots[i].Contains('\0', StringComparison.Ordinal))
            {
                failures.Add($"MapReduce__InputRoots__{i} is empty or not a path: name a folder or file that jobs may read.");
            }
        }

        if (options.MaxInputs is < 1 or > 10_000_000)
        {
            failures.Add($"MapReduce__MaxInputs is {options.MaxInputs}: use 1 to 10000000.");
        }

        if (options.MaxRequestBytes is < 1024 or > 100 * 1024 * 1024)
        {
            failures.Add($"MapReduce__MaxRequestBytes is {options.MaxRequestBytes}: use 1024 to 104857600.");
        }

        if (string.IsNullOrWhiteSpace(options.BlobConnection))
        {
            failures.Add("MapReduce__BlobConnection is empty: name a connection setting, for example AzureWebJobsStorage.");
        }

        if (jobs.Names.Count == 0)
        {
            failures.Add("No MapReduce job is registered.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
