using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using WorkDistribution.LocalRuntime.Host.Hosting;

namespace WorkDistribution.LocalRuntime.Host;

/// <summary>
/// Takes over from the channel to a Functions host when no such host started the process. An app calls nothing of it by itself: the
/// build adds the calls, as the official generators add theirs.
/// </summary>
public static class LocalRuntimeHost
{
    private const string HostEndpoint = "Functions:Worker:HostEndpoint";
    private const string HostEndpointOption = "--functions-uri";
    private const string NativeHost = "AZURE_FUNCTIONS_NATIVE_HOST";

    private static HostBootstrap? _bootstrap;

    /// <summary>
    /// Reads command line, host.json and local.settings.json before the app's own code runs, and puts the settings into the
    /// environment, where a host would have put them before it started the process. Does nothing in a process of another program.
    /// </summary>
    /// <param name="app">The assembly of the app.</param>
    public static void BeforeMain(Assembly app)
    {
        if (Assembly.GetEntryAssembly() == app && !IsStartedByHost())
        {
            _bootstrap = HostBootstrap.Create();
        }
    }

    /// <summary>Adds the local runtime to the services of the app, unless a host started the process.</summary>
    public static void Configure(IHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (_bootstrap is null && Assembly.GetEntryAssembly() is { } app)
        {
            // Not every language has code that runs before an app's own.
            BeforeMain(app);
        }

        builder.ConfigureServices(static (context, services) =>
        {
            if (_bootstrap is { } bootstrap && string.IsNullOrEmpty(context.Configuration[HostEndpoint]))
            {
                services.AddLocalRuntime(bootstrap);
            }
        });
    }

    private static bool IsStartedByHost() =>
        AppContext.GetData(NativeHost) is not null
        || Array.Exists(Environment.GetCommandLineArgs(), a => a.StartsWith(HostEndpointOption, StringComparison.OrdinalIgnoreCase))
        || Array.Exists(Environment.GetCommandLineArgs(), a => a.Contains(HostEndpoint, StringComparison.OrdinalIgnoreCase))
        || new ConfigurationBuilder().AddEnvironmentVariables().AddEnvironmentVariables(HostBootstrap.EnvironmentPrefix).Build()[HostEndpoint] is { Length: > 0 };
}
