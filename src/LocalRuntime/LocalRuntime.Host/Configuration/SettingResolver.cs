using System.Collections;
using System.Text;

namespace WorkDistribution.LocalRuntime.Host.Configuration;

/// <summary>The app's settings: environment variables, where <c>local.settings.json</c> has put its values too.</summary>
internal sealed class SettingResolver
{
    private readonly Func<IEnumerable<KeyValuePair<string, string>>> _read;
    private readonly Func<string, string?> _get;

    private SettingResolver(Func<IEnumerable<KeyValuePair<string, string>>> read, Func<string, string?> get)
    {
        _read = read;
        _get = get;
    }

    /// <summary>The environment of this process, read at each look-up.</summary>
    public static SettingResolver Environment { get; } = new(ReadEnvironment, ReadVariable);

    /// <summary>A fixed set, for tests.</summary>
    public static SettingResolver Of(IReadOnlyDictionary<string, string> settings)
    {
        var copy = new Dictionary<string, string>(settings, StringComparer.OrdinalIgnoreCase);
        return new SettingResolver(() => copy, name => copy.GetValueOrDefault(name));
    }

    public IEnumerable<KeyValuePair<string, string>> All() => _read();

    /// <summary>The value of <paramref name="name"/>; sections may be written with <c>__</c> or <c>:</c>. Null when there is none.</summary>
    public string? Get(string name) =>
        _get(name)
        ?? (name.Contains(':', StringComparison.Ordinal) ? _get(name.Replace(":", "__", StringComparison.Ordinal)) : null)
        ?? (name.Contains("__", StringComparison.Ordinal) ? _get(name.Replace("__", ":", StringComparison.Ordinal)) : null);

    /// <summary>Replaces each <c>%name%</c> in <paramref name="text"/> by that setting.</summary>
    /// <exception cref="HostConfigurationException">A named setting does not exist; the message says where it was used.</exception>
    public string Resolve(string text, string usedBy) => TryResolve(text, out var resolved, out var missing)
        ? resolved
        : throw new HostConfigurationException(
            $"{usedBy} uses %{missing}%, but there is no setting of that name. Add \"{missing}\" to Values in local.settings.json or set it as an environment variable.");

    public bool TryResolve(string text, out string resolved, out string? missing)
    {
        missing = null;
        var result = new StringBuilder();
        var position = 0;
        while (text.IndexOf('%', position) is >= 0 and var open && text.IndexOf('%', open + 1) is >= 0 and var close)
        {
            var name = text[(open + 1)..close];
            var value = name.Length == 0 ? "%" : Get(name);
            if (value is null)
            {
                missing = name;
                resolved = text;
                return false;
            }

            result.Append(text, position, open - position).Append(value);
            position = close + 1;
        }

        resolved = result.Append(text, position, text.Length - position).ToString();
        return true;
    }

    private static IEnumerable<KeyValuePair<string, string>> ReadEnvironment() =>
        from DictionaryEntry entry in System.Environment.GetEnvironmentVariables()
        select new KeyValuePair<string, string>((string)entry.Key, (string?)entry.Value ?? string.Empty);

    // Settings are case-insensitive on Azure; environment variables are not on Linux.
    private static string? ReadVariable(string name) =>
        System.Environment.GetEnvironmentVariable(name)
        ?? ReadEnvironment().FirstOrDefault(e => e.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
