namespace WorkDistribution.LocalRuntime.Host.Configuration;

/// <summary>Reads <c>extensions.durableTask</c>.</summary>
internal static class DurableTaskSectionReader
{
    private const int MaxHubNameLength = 45;
    private const int MinHubNameLength = 3;

    public static DurableTaskExtensionOptions Read(ValidatedSection section, SettingResolver settings)
    {
        var defaults = new DurableTaskExtensionOptions();
        var storage = section.Section("storageProvider");
        return new DurableTaskExtensionOptions
        {
            HubName = HubName(section, settings),
            DefaultVersion = section.Text("defaultVersion", string.Empty) is { Length: > 0 } version ? version : null,
            VersionMatchStrategy = section.Choice("versionMatchStrategy", defaults.VersionMatchStrategy),
            VersionFailureStrategy = section.Choice("versionFailureStrategy", defaults.VersionFailureStrategy),
            MaxConcurrentActivityFunctions = Positive(section, "maxConcurrentActivityFunctions", defaults.MaxConcurrentActivityFunctions),
            MaxConcurrentOrchestratorFunctions =
                Positive(section, "maxConcurrentOrchestratorFunctions", defaults.MaxConcurrentOrchestratorFunctions),
            MaxConcurrentEntityFunctions = Positive(section, "maxConcurrentEntityFunctions", defaults.MaxConcurrentEntityFunctions),
            ExtendedSessionsEnabled = section.Flag("extendedSessionsEnabled", defaults.ExtendedSessionsEnabled),
            ExtendedSessionIdleTimeout = TimeSpan.FromSeconds(section.WholeNumber(
                "extendedSessionIdleTimeoutInSeconds", (int)defaults.ExtendedSessionIdleTimeout.TotalSeconds, 0, int.MaxValue)),
            MaxEntityOperationBatchSize = Positive(section, "maxEntityOperationBatchSize", defaults.MaxEntityOperationBatchSize),
            MaxOrchestrationActions = Positive(section, "maxOrchestrationActions", defaults.MaxOrchestrationActions),
            OverridableExistingInstanceStates =
                section.Choice("overridableExistingInstanceStates", defaults.OverridableExistingInstanceStates),
            DefaultAsyncRequestSleepTime = TimeSpan.FromMilliseconds(Positive(
                section.Section("httpSettings"), "defaultAsyncRequestSleepTimeMilliseconds",
                (int)defaults.DefaultAsyncRequestSleepTime.TotalMilliseconds)),
            DistributedTracingEnabled = section.Section("tracing").Flag("distributedTracingEnabled", defaults.DistributedTracingEnabled),
            StorageProviderType = storage.Text("type", defaults.StorageProviderType),
            ConnectionName = storage.Text("connectionName", storage.Text("connectionStringName", defaults.ConnectionName)),
            PartitionCount = storage.WholeNumber("partitionCount", defaults.PartitionCount, 1, 16),
            ControlQueueBatchSize = storage.WholeNumber("controlQueueBatchSize", defaults.ControlQueueBatchSize, 1, 32),
            MaxQueuePollingInterval = storage.Duration(
                "maxQueuePollingInterval", defaults.MaxQueuePollingInterval, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1)),
        };
    }

    private static int Positive(ValidatedSection section, string key, int fallback) =>
        section.WholeNumber(key, fallback, 1, int.MaxValue);

    private static string HubName(ValidatedSection section, SettingResolver settings)
    {
        const string key = "hubName";
        var fallback = settings.Get("WEBSITE_SITE_NAME") is { Length: > 0 } site ? Sanitize(site) : DurableTaskExtensionOptions.DefaultHubName;
        var text = section.Text(key, fallback);
        if (settings.TryResolve(text, out var name, out var missing) is false)
        {
            section.Report($"{section.PathOf(key)} is \"{text}\": there is no setting named '{missing}'.");
            return fallback;
        }

        var valid = name.Length is >= MinHubNameLength and <= MaxHubNameLength
            && char.IsAsciiLetter(name[0]) && name.All(char.IsAsciiLetterOrDigit);
        return valid ? name : section.Reject(
            key, name, $"a name of {MinHubNameLength} to {MaxHubNameLength} letters and digits that starts with a letter", fallback, fallback);
    }

    // A site name may hold dashes and be long; the real host turns it into a hub name in this way.
    private static string Sanitize(string siteName)
    {
        var name = string.Concat(siteName.Where(char.IsAsciiLetterOrDigit));
        name = name.Length == 0 ? "DefaultTaskHub" : char.IsAsciiDigit(name[0]) ? "t" + name : name;
        name = name.Length > MaxHubNameLength ? name[..MaxHubNameLength] : name;
        return name.Length < MinHubNameLength ? name + "Hub" : name;
    }
}
