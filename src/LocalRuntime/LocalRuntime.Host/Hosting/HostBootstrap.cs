using WorkDistribution.LocalRuntime.Host.Configuration;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>What must be known before the app builds its services: command line, settings and environment.</summary>
internal sealed record HostBootstrap(HostCommandLine CommandLine, HostConfiguration Configuration)
{
    public const string StateVariable = "LOCALRUNTIME_STATE_DIR";

    /// <summary>Begins the names of the variables that the worker's builder reads first of all.</summary>
    public const string EnvironmentPrefix = "AZURE_FUNCTIONS_";

    private const string AppDirectoryVariable = "FUNCTIONS_APPLICATION_DIRECTORY";

    /// <summary>Reads the configuration of this process, or shows what is wrong with it and ends the process.</summary>
    public static HostBootstrap Create()
    {
        try
        {
            var currentDirectory = Directory.GetCurrentDirectory();
            var commandLine = HostCommandLineParser.Parse(Environment.GetCommandLineArgs()[1..], currentDirectory);
            var configuration = HostConfiguration.Load(currentDirectory, AppContext.BaseDirectory);
            Environment.SetEnvironmentVariable(StateVariable, commandLine.StateDirectory);

            // A host tells its worker where the app is, and the ASP.NET Core integration reads the route prefix of the host.json there.
            Environment.SetEnvironmentVariable(
                AppDirectoryVariable, Path.GetDirectoryName(configuration.Host.Path) ?? AppContext.BaseDirectory);

            // func start runs it in the Development environment unless told otherwise, and in the folder of its assemblies.
            SetDefault(EnvironmentPrefix + "ENVIRONMENT", "Development");
            SetDefault(EnvironmentPrefix + "CONTENTROOT", AppContext.BaseDirectory);
            return new HostBootstrap(commandLine, configuration);
        }
        catch (HostConfigurationException e)
        {
            throw StartupFailure.End(e);
        }
    }

    private static void SetDefault(string variable, string value)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable)))
        {
            Environment.SetEnvironmentVariable(variable, value);
        }
    }
}
