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

    // Not all of "Microsoft": an app may be of a namespace below it, as the official samples are.
    private static readonly string[] FrameworkCategories =
        ["Microsoft.AspNetCore", "Microsoft.Extensions", "Microsoft.Hosting", "System.Net.Http"];

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

    /// <summary>The console with time stamps; levels of host.json, quiet about the web server unless <c>--verbose</c> asks.</summary>
    public static void ConfigureLogging(ILoggingBuilder logging, HostBootstrap bootstrap)
    {
        var verbose = bootstrap.CommandLine.Verbose;
        logging.AddConsole(options => options.FormatterName = HostConsoleFormatter.FormatterName);
        logging.AddConsoleFormatter<HostConsoleFormatter, ConsoleFormatterOptions>();
        logging.Services.TryAddSingleton(TimeProvider.System);
        logging.SetMinimumLevel(verbose ? LogLevel.Debug : LogLevel.Information);
        foreach (var category in FrameworkCategories)
        {
            logging.AddFilter(category, verbose ? LogLevel.Information : LogLevel.Warning);
        }

        foreach (var (category, level) in bootstrap.Configuration.Host.LogLevels)
        {
            logging.AddFilter(category.Equals("default", StringComparison.OrdinalIgnoreCase) ? null : category, level);
        }
    }
}
