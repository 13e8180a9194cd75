using Microsoft.Azure.Functions.Worker;
using WorkDistribution.LocalRuntime.Host.Http;

namespace Microsoft.Extensions.Hosting;

/// <summary>The ASP.NET Core integration for apps built on <see cref="IHostBuilder"/>.</summary>
public static class FunctionsHostBuilderExtensions
{
    /// <summary>Makes the app a function app whose HTTP functions may use ASP.NET Core's request and result types.</summary>
    public static IHostBuilder ConfigureFunctionsWebApplication(this IHostBuilder builder) =>
        builder.ConfigureFunctionsWebApplication((_, _) => { });

    /// <summary>Makes the app a function app whose HTTP functions may use ASP.NET Core's request and result types.</summary>
    public static IHostBuilder ConfigureFunctionsWebApplication(
        this IHostBuilder builder, Action<IFunctionsWorkerApplicationBuilder> configureWorker) =>
        builder.ConfigureFunctionsWebApplication((_, worker) => configureWorker?.Invoke(worker));

    /// <summary>Makes the app a function app whose HTTP functions may use ASP.NET Core's request and result types.</summary>
    public static IHostBuilder ConfigureFunctionsWebApplication(
        this IHostBuilder builder, Action<HostBuilderContext, IFunctionsWorkerApplicationBuilder> configureWorker) =>
        builder.ConfigureFunctionsWorkerDefaults((context, worker) =>
        {
            worker.Services.AddAspNetCoreIntegration(context.HostingEnvironment);
            configureWorker?.Invoke(context, worker);
        });
}
