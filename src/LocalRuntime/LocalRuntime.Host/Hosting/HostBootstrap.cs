using WorkDistribution.LocalRuntime.Host.Configuration;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>What must be known before the app builds its services: command line, settings and environment.</summary>
internal sealed record HostBootstrap(HostCommandLine CommandLine, HostConfiguration Configuration)
{
    public const string StateVariable = "LOCALRUNTIME_STATE_DIR";
    private const string EnvironmentVariable = "AZURE_FUNCTIONS_ENVIRONMENT";

    /// <summary>Reads the configuration, or shows what is wrong with it and ends the process.</summary>
    /// <param name="args">The arguments given to the app's builder; null or empty means those of the process.</param>
    public static HostBootstrap Create(string[]? args)
    {
        try
        {
            var currentDirectory = Directory.GetCurrentDirectory();
            var commandLine = HostCommandLineParser.Parse(args is { Length: > 0 } ? args : Environment.GetCommandLineArgs()[1..], currentDirectory);
            var configuration = HostConfiguration.Load(currentDirectory, AppContext.BaseDirectory);
            Environment.SetEnvironmentVariable(StateVariable, commandLine.StateDirectory);

            // func start runs an app in the Development environment unless told otherwise.
            if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(EnvironmentVariable)))
            {
                Environment.SetEnvironmentVariable(EnvironmentVariable, "Development");
            }

            return new HostBootstrap(commandLine, configuration);
        }
        catch (HostConfigurationException e)
        {
            throw StartupFailure.End(e);
        }
    }
}
