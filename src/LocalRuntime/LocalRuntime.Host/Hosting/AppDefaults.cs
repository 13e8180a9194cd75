using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>Configuration and logging of an app as <c>func start</c> sets them up.</summary>
internal static class AppDefaults
{
    public const string EnvironmentPrefix = "AZURE_FUNCTIONS_";

    public static HostApplicationBuilder CreateBuilder(string[]? args)
    {
        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables(EnvironmentPrefix);

        // On Azure and under func start the app's folder is that of its assemblies, wherever it was started from.
        return new HostApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = args,
            Configuration = configuration,
            ContentRootPath = AppContext.BaseDirectory,
        });
    }

    /// <summary>One console logger with time stamps; levels of host.json, quiet about the web server unless <c>--verbose</c> asks.</summary>
    public static void ConfigureLogging(ILoggingBuilder logging, HostBootstrap bootstrap)
    {
        var verbose = bootstrap.CommandLine.Verbose;
        foreach (var other in logging.Services.Where(d => d.ServiceType == typeof(ILoggerProvider)).ToList())
        {
            logging.Services.Remove(other);
        }

        logging.AddConsole(options => options.FormatterName = HostConsoleFormatter.FormatterName);
        logging.AddConsoleFormatter<HostConsoleFormatter, ConsoleFormatterOptions>();
        logging.Services.TryAddSingleton(TimeProvider.System);
        logging.SetMinimumLevel(verbose ? LogLevel.Debug : LogLevel.Information);
        logging.AddFilter("Microsoft", verbose ? LogLevel.Information : LogLevel.Warning);
        logging.AddFilter("System.Net.Http", verbose ? LogLevel.Information : LogLevel.Warning);
        foreach (var (category, level) in bootstrap.Configuration.Host.LogLevels)
        {
            logging.AddFilter(category.Equals("default", StringComparison.OrdinalIgnoreCase) ? null : category, level);
        }
    }
}
