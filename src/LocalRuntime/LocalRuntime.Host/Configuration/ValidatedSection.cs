using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace WorkDistribution.LocalRuntime.Host.Configuration;

/// <summary>
/// Reads typed values of one section of host.json. A value that is not allowed is recorded as a problem and replaced by its
/// default, so that one pass finds every problem. Numbers and booleans may be written as JSON strings, as in the real host.
/// </summary>
internal sealed class ValidatedSection(IConfiguration section, string path, List<string> problems)
{
    public ValidatedSection Section(string name) => new(section.GetSection(name), Join(name), problems);

    public IConfiguration Raw => section;

    public string PathOf(string key) => Join(key);

    public void Report(string problem) => problems.Add(problem);

    public bool TryGet(string key, out string value)
    {
        var child = section.GetSection(key);
        if (child.Value is null && child.GetChildren().Any())
        {
            problems.Add($"{Join(key)} is an object or array: a single value is allowed.");
        }

        value = child.Value ?? string.Empty;
        return value.Length > 0;
    }

    public string Text(string key, string fallback) => TryGet(key, out var value) ? value : fallback;

    public int WholeNumber(string key, int fallback, int min, int max)
    {
        if (!TryGet(key, out var text))
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
        {
            return value;
        }

        var allowed = max == int.MaxValue ? $"a whole number of at least {min}" : $"a whole number from {min} to {max}";
        return Reject(key, text, allowed, fallback, fallback.ToString(CultureInfo.InvariantCulture));
    }

    public bool Flag(string key, bool fallback)
    {
        if (!TryGet(key, out var text))
        {
            return fallback;
        }

        return bool.TryParse(text, out var value) ? value : Reject(key, text, "true or false", fallback, fallback ? "true" : "false");
    }

    public TimeSpan Duration(string key, TimeSpan fallback, TimeSpan min, TimeSpan max)
    {
        if (!TryGet(key, out var text))
        {
            return fallback;
        }

        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
        {
            return value;
        }

        return Reject(key, text, $"a time span (hh:mm:ss) from {min:c} to {max:c}", fallback, fallback.ToString("c"));
    }

    public TChoice Choice<TChoice>(string key, TChoice fallback)
        where TChoice : struct, Enum
    {
        if (!TryGet(key, out var text))
        {
            return fallback;
        }

        // Enum.TryParse also takes numbers, which host.json does not.
        var name = Enum.GetNames<TChoice>().FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        return name is not null
            ? Enum.Parse<TChoice>(name)
            : Reject(key, text, "one of " + string.Join(", ", Enum.GetNames<TChoice>()), fallback, fallback.ToString());
    }

    public T Reject<T>(string key, string text, string allowed, T fallback, string fallbackText)
    {
        problems.Add($"{Join(key)} is \"{text}\": {allowed} is allowed (default {fallbackText}).");
        return fallback;
    }

    private string Join(string key) => path.Length == 0 ? key : $"{path}.{key}";
}
