namespace WorkDistribution.LocalRuntime.Host.Configuration;

/// <summary>host.json and local.settings.json of an app, read in the order in which they depend on each other.</summary>
internal sealed record HostConfiguration(HostOptions Host, LocalSettings LocalSettings, SettingResolver Settings)
{
    /// <summary>
    /// Reads the files of the app: each is looked for in <paramref name="currentDirectory"/>, then in <paramref name="appDirectory"/>.
    /// Values of local.settings.json go to the environment first, as host.json may name them and they may override it.
    /// </summary>
    /// <exception cref="HostConfigurationException">A file is not valid.</exception>
    public static HostConfiguration Load(string currentDirectory, string appDirectory)
    {
        string[] directories = [currentDirectory, appDirectory];
        var local = LocalSettingsReader.Read(
            Find(directories, LocalSettingsReader.FileName) ?? Find(directories, LocalSettingsReader.SampleFileName));
        local.ApplyToEnvironment();
        var host = HostJsonReader.Read(Find(directories, HostJsonReader.FileName), SettingResolver.Environment);
        return new HostConfiguration(host, local, SettingResolver.Environment);
    }

    private static string? Find(IEnumerable<string> directories, string name) =>
        directories.Select(d => Path.Combine(d, name)).FirstOrDefault(File.Exists);
}
