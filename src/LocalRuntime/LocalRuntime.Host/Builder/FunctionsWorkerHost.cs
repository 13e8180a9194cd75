using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs a function app with the defaults.</summary>
public static class FunctionsWorkerHost
{
    /// <summary>Runs the app until it is stopped.</summary>
    public static void RunDefault(Action<IServiceCollection>? configureServices = null) =>
        RunDefaultAsync(configureServices).GetAwaiter().GetResult();

    /// <summary>Runs the app until it is stopped.</summary>
    public static async Task RunDefaultAsync(Action<IServiceCollection>? configureService = null)
    {
        var builder = Host.CreateDefaultBuilder().ConfigureFunctionsWorkerDefaults();
        if (configureService is not null)
        {
            builder.ConfigureServices(configureService);
        }

        await builder.Build().RunAsync();
    }
}
