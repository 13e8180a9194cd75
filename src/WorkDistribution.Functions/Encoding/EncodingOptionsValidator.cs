using Microsoft.Extensions.Options;

namespace WorkDistribution.Functions.Encodings;

/// <summary>Fails the start on a bad setting rather than the first request.</summary>
internal sealed class EncodingOptionsValidator : IValidateOptions<EncodingOptions>
{
    public ValidateOptionsResult Validate(string? name, EncodingOptions options)
    {
        var failures = new List<string>();
        Check(options.InputRoots, nameof(EncodingOptions.InputRoots), "name a folder or file that encodings may read", failures);
        Check(options.OutputRoots, nameof(EncodingOptions.OutputRoots), "name a folder that encodings may write to", failures);
        if (options.ToolTimeoutSeconds is < 1 or > 86_400)
        {
            failures.Add($"Encoding__ToolTimeoutSeconds is {options.ToolTimeoutSeconds}: use 1 to 86400.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Check(IList<string> roots, string setting, string remedy, List<string> failures)
    {
        for (var i = 0; i < roots.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(roots[i]) || roots[i].Contains('\0', StringComparison.Ordinal))
            {
                failures.Add($"Encoding__{setting}__{i} is empty or not a path: {remedy}.");
            }
        }
    }
}
