using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using WorkDistribution.LocalRuntime.Host.Official;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>Logging of an app as <c>func start</c> shows it.</summary>
internal static class AppLogging
{
    // Not all of "Microsoft": an app may be of a namespace below it, as the official samples are.
    private static readonly string[] FrameworkCategories =
        ["Microsoft.AspNetCore", "Microsoft.Extensions", "Microsoft.Hosting", "System.Net.Http"];

    /// <summary>The console with time stamps; levels of host.json, quiet about the web server unless <c>--verbose</c> asks.</summary>
    public static void AddAppLogging(this IServiceCollection services, HostBootstrap bootstrap)
    {
        services.RemoveAll(typeof(ILoggerProvider), typeof(ConsoleLoggerProvider));
        services.AddLogging(logging => Configure(logging, bootstrap));
    }

    private static void Configure(ILoggingBuilder logging, HostBootstrap bootstrap)
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

        logging.Services.Configure<LoggerFilterOptions>(filters =>
        {
            // Writes to a channel without bounds, which only a host reads.
            filters.Rules.Add(new LoggerFilterRule(OfficialInternals.WorkerLoggerProvider, null, LogLevel.None, null));

            // The host says it already, with the function's name and duration.
            filters.Rules.Add(new LoggerFilterRule(typeof(ConsoleLoggerProvider).FullName, OfficialInternals.InvocationLogCategory, LogLevel.None, null));
        });
    }

    private static void RemoveAll(this IServiceCollection services, Type service, Type implementation)
    {
        for (var i = services.Count - 1; i >= 0; i--)
        {
            if (services[i].ServiceType == service && services[i].ImplementationType == implementation)
            {
                services.RemoveAt(i);
            }
        }
    }
}
