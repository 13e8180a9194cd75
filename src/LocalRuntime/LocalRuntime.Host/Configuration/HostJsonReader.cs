using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace WorkDistribution.LocalRuntime.Host.Configuration;

/// <summary>
/// Reads host.json (comments and trailing commas allowed, keys in any case, as in the real host) and lays
/// <c>AzureFunctionsJobHost__section__key</c> settings over it.
/// </summary>
internal static class HostJsonReader
{
    public const string FileName = "host.json";

    private const string OverridePrefix = "AzureFunctionsJobHost";

    private static readonly TimeSpan MaxFunctionTimeout = TimeSpan.FromDays(24);

    /// <summary>Reads and validates <paramref name="path"/>; null stands for an app without a host.json.</summary>
    /// <exception cref="HostConfigurationException">Lists every value that is not allowed, with its path in the file.</exception>
    public static HostOptions Read(string? path, SettingResolver settings)
    {
        var builder = new ConfigurationBuilder();
        if (path is not null)
        {
            builder.AddJsonStream(OpenText(path));
        }

        builder.AddInMemoryCollection(Overrides(settings));
        var configuration = Parse(builder, path);
        var problems = new List<string>();
        var options = Bind(new ValidatedSection(configuration, string.Empty, problems), path, settings);
        return problems.Count == 0 ? options : throw new HostConfigurationException(path ?? FileName, problems);
    }

    private static MemoryStream OpenText(string path)
    {
        try
        {
            return new MemoryStream(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostConfigurationException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static IConfigurationRoot Parse(ConfigurationBuilder builder, string? path)
    {
        try
        {
            return builder.Build();
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or System.Text.Json.JsonException)
        {
            throw new HostConfigurationException($"{path} is not valid JSON: {(e.InnerException ?? e).Message}", e);
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> Overrides(SettingResolver settings) =>
        from pair in settings.All()
        let key = pair.Key.Replace("__", ":", StringComparison.Ordinal)
        where key.StartsWith(OverridePrefix + ":", StringComparison.OrdinalIgnoreCase)
        select new KeyValuePair<string, string?>(key[(OverridePrefix.Length + 1)..], pair.Value);

    private static HostOptions Bind(ValidatedSection root, string? path, SettingResolver settings)
    {
        if (path is not null && root.Text("version", string.Empty) is not "2.0" and var version)
        {
            root.Report(version.Length == 0
                ? "version is missing: \"version\": \"2.0\" is required."
                : $"version is \"{version}\": only \"2.0\" is allowed.");
        }

        var extensions = root.Section("extensions");
        return new HostOptions
        {
            Path = path,
            LogLevels = LogLevels(root.Section("logging").Section("logLevel")),
            FunctionTimeout = FunctionTimeout(root),
            Functions = [.. root.Section("functions").Raw.GetChildren().Select(c => c.Value).OfType<string>()],
            Http = Http(extensions.Section("http")),
            Queues = Queues(extensions.Section("queues")),
            DurableTask = DurableTaskSectionReader.Read(extensions.Section("durableTask"), settings),
        };
    }

    private static Dictionary<string, LogLevel> LogLevels(ValidatedSection section) => section.Raw.GetChildren()
        .ToDictionary(c => c.Key, c => section.Choice(c.Key, LogLevel.Information), StringComparer.OrdinalIgnoreCase);

    private static TimeSpan? FunctionTimeout(ValidatedSection root)
    {
        const string key = "functionTimeout";
        return root.Text(key, string.Empty) == "-1"
            ? null
            : root.Duration(key, new HostOptions().FunctionTimeout!.Value, TimeSpan.FromSeconds(1), MaxFunctionTimeout);
    }

    private static HttpExtensionOptions Http(ValidatedSection section)
    {
        var defaults = new HttpExtensionOptions();

        // An empty prefix is a choice of its own here, unlike an empty value elsewhere.
        var prefix = (section.Raw["routePrefix"] ?? defaults.RoutePrefix).Trim('/');
        if (prefix.Any(c => c is '{' or '}' or '?' or '#' or '\\' or '*' || char.IsWhiteSpace(c)))
        {
            section.Reject("routePrefix", prefix, "a path of plain segments", 0, $"\"{defaults.RoutePrefix}\"");
        }

        return new HttpExtensionOptions
        {
            RoutePrefix = prefix,
            CustomHeaders = section.Section("customHeaders").Raw.GetChildren()
                .Where(c => c.Value is not null)
                .ToDictionary(c => c.Key, c => c.Value!, StringComparer.OrdinalIgnoreCase),
        };
    }

    private static QueueExtensionOptions Queues(ValidatedSection section)
    {
        var defaults = new QueueExtensionOptions();
        var batchSize = section.WholeNumber("batchSize", defaults.BatchSize, 1, QueueExtensionOptions.MaxBatchSize);
        return new QueueExtensionOptions
        {
            BatchSize = batchSize,
            NewBatchThreshold = section.WholeNumber("newBatchThreshold", batchSize / 2, 0, int.MaxValue - batchSize),
            MaxPollingInterval = section.Duration(
                "maxPollingInterval", defaults.MaxPollingInterval, QueueExtensionOptions.MinPollingInterval, TimeSpan.FromDays(1)),
            MaxDequeueCount = section.WholeNumber("maxDequeueCount", defaults.MaxDequeueCount, 1, int.MaxValue),
            VisibilityTimeout = section.Duration("visibilityTimeout", defaults.VisibilityTimeout, TimeSpan.Zero, TimeSpan.FromDays(7)),
            MessageEncoding = section.Choice("messageEncoding", defaults.MessageEncoding),
        };
    }
}
