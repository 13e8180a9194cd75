using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Host.Management;

/// <summary>
/// Query parameters of the management API. As in the real one, a value that cannot be read counts as not given.
/// </summary>
internal sealed class ManagementQuery(HttpRequest request)
{
    public const string ContinuationTokenHeader = "x-ms-continuation-token";

    /// <summary>Largest wait accepted by <c>timeout</c>, so that no request hangs for ever.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromHours(24);

    public string? Text(string name) => request.Query.TryGetValue(name, out var values) ? values.ToString() : null;

    public bool? Flag(string name) => bool.TryParse(Text(name), out var value) ? value : null;

    public int? WholeNumber(string name) =>
        int.TryParse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null;

    public DateTimeOffset? Time(string name) => DateTimeOffset.TryParse(
        Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value)
        ? value
        : null;

    /// <summary>
    /// Our own <c>form</c>: how another process of ours reads metadata. Null for the official shape.
    /// </summary>
    /// <exception cref="ArgumentException">The form is not known.</exception>
    public ManagementForm? Form() => Text("form") switch
    {
        null => null,
        "exact" => ManagementForm.Exact,
        "metadata" => ManagementForm.Metadata,
        var other => throw new ArgumentException($"form is \"{other}\": exact or metadata is allowed."),
    };

    /// <summary>Seconds, fractions allowed.</summary>
    /// <exception cref="ArgumentException">The number is no length of time.</exception>
    public TimeSpan? Seconds(string name)
    {
        if (!double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            return null;
        }

        return double.IsNaN(seconds) || seconds < 0
            ? throw new ArgumentException($"{name} is {seconds.ToString(CultureInfo.InvariantCulture)}: a number of seconds of at least 0 is allowed.")
            : TimeSpan.FromSeconds(Math.Min(seconds, MaxWait.TotalSeconds));
    }

    /// <summary>Page size of <c>top</c>; null when it is not given or not positive.</summary>
    public int? Top() => WholeNumber("top") is > 0 and var top ? top : null;

    /// <summary>Statuses separated by commas or given repeatedly; null for no filter.</summary>
    public IReadOnlyList<OrchestrationRuntimeStatus>? Statuses()
    {
        var statuses = request.Query["runtimeStatus"]
            .SelectMany(v => (v ?? string.Empty).Split(',', StringSplitOptions.TrimEntries))
            .Where(v => Enum.GetNames<OrchestrationRuntimeStatus>().Contains(v, StringComparer.OrdinalIgnoreCase))
            .Select(v => Enum.Parse<OrchestrationRuntimeStatus>(v, ignoreCase: true))
            .ToList();
        return statuses.Count > 0 ? statuses : null;
    }

    public string? ContinuationToken() =>
        request.Headers[ContinuationTokenHeader].ToString() is { Length: > 0 } token ? token : null;
}
