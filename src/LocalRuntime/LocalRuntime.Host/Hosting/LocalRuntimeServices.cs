using System.Collections.Immutable;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Durable;
using WorkDistribution.LocalRuntime.Host.Durable.Remote;
using WorkDistribution.LocalRuntime.Host.Http;
using WorkDistribution.LocalRuntime.Host.Invocation;
using WorkDistribution.LocalRuntime.Host.Official;
using WorkDistribution.LocalRuntime.Host.Telemetry;
using AppHostOptions = Microsoft.Extensions.Hosting.HostOptions;
using HostOptions = WorkDistribution.LocalRuntime.Host.Configuration.HostOptions;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>Registers the whole host among the services of an app.</summary>
internal static class LocalRuntimeServices
{
    /// <summary>
    /// Adds the host. Official builders call the app's startups more than once, and register their own services again each time: what
    /// the host puts in their place is put there each time too.
    /// </summary>
    public static void AddLocalRuntime(this IServiceCollection services, HostBootstrap bootstrap)
    {
        var internals = services.FirstOrDefault(d => d.ServiceType == typeof(OfficialInternals))?.ImplementationInstance as OfficialInternals;
        if (internals is null)
        {
            internals = StartupFailure.Guard(OfficialInternals.Resolve);
            services.AddSingleton(internals);
            services.AddSingleton(bootstrap);
            services.AddOnce(bootstrap);
        }

        services.Replace(ServiceDescriptor.Singleton(internals.Worker.Worker, _ => InterfaceImplementer.Implement<IdleWorker>(internals.Worker.Worker)()));
        if (internals.AspNetCore is { } aspNetCore && services.Any(d => d.ServiceType == aspNetCore.HttpCoordinator))
        {
            services.RemoveAll(aspNetCore.HttpCoordinator);
            services.AddSingleton(aspNetCore.HttpCoordinator, _ => InterfaceImplementer.Implement<HttpCoordinator>(aspNetCore.HttpCoordinator)());
        }
    }

    private static void AddOnce(this IServiceCollection services, HostBootstrap bootstrap)
    {
        services.AddAppLogging(bootstrap);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(SharedRandom());
        services.AddConfiguration();
        services.AddInvocation();
        services.AddHttp();
        services.AddDurable();
        services.AddHostFeatures();
        services.AddSingleton<HostInstruments>();
        services.AddTelemetryExport();
        services.AddHostedService<Lifeline>();
        services.PostConfigure<AppHostOptions>(options => options.ShutdownTimeout = FunctionsHostService.Bound(options.ShutdownTimeout));
        services.AddHostedService(sp => ActivatorUtilities.CreateInstance<FunctionsHostService>(
            sp, (Func<FunctionsHostParts>)(() => ActivatorUtilities.CreateInstance<FunctionsHostParts>(sp))));
    }

    private static void AddConfiguration(this IServiceCollection services)
    {
        services.AddSingleton(sp => sp.GetRequiredService<HostBootstrap>().CommandLine);
        services.AddSingleton(sp => sp.GetRequiredService<HostBootstrap>().Configuration);
        services.AddSingleton(sp => sp.GetRequiredService<HostConfiguration>().Host);
        services.AddSingleton(sp => sp.GetRequiredService<HostConfiguration>().LocalSettings);
        services.AddSingleton(sp => sp.GetRequiredService<HostConfiguration>().Settings);
    }

    private static void AddInvocation(this IServiceCollection services)
    {
        services.AddSingleton<OfficialWorker>();
        services.AddSingleton<IFunctionCatalog>(CreateCatalog);
        services.AddSingleton<IFunctionValidator, BindingSupportValidator>();
        services.AddSingleton<IFunctionValidator, RetryValidator>();
        services.AddSingleton<InvocationLimits>();
        services.AddSingleton<FunctionDispatcher>();
        services.AddSingleton<IFunctionInvoker, FunctionInvoker>();
    }

    private static void AddHttp(this IServiceCollection services)
    {
        services.AddRouting();
        services.AddCors();
        services.AddSingleton<HostAddress>();
        services.AddSingleton<RequestGate>();
        services.AddSingleton<InFlightRequests>();
        services.AddSingleton(sp => StartupFailure.Guard(
            () => WebServerSettings.From(sp.GetRequiredService<HostCommandLine>(), sp.GetRequiredService<LocalSettings>())));
        services.AddOptions<KestrelServerOptions>().Configure<WebServerSettings>((kestrel, settings) => settings.Configure(kestrel));
        services.AddSingleton<HttpIntegration>();
        services.AddSingleton(sp => new Lazy<FunctionRoutes>(() => ActivatorUtilities.CreateInstance<FunctionRoutes>(sp)));
        services.AddSingleton<HttpFront>();
        services.AddSingleton<IStartupFilter, HttpFrontFilter>();
        services.AddSingleton<WebServer>();
        services.AddSingleton<HttpFunctionHandler>();
        services.AddSingleton<HttpResponseWriter>();
        services.AddSingleton<IFunctionValidator, HttpRouteValidator>();
        services.AddSingleton<StartupBanner>();
    }

    private static void AddDurable(this IServiceCollection services)
    {
        services.AddSingleton(sp => new Lazy<OfficialDurable>(() => CreateDurable(sp)));
        services.AddSingleton<AppDataConverter>();
        services.AddSingleton<DurableClientProvider>();
        services.AddSingleton<DurableFunctions>();
        services.AddSingleton<DurableEngineFactory>();
        services.AddSingleton(sp => sp.GetRequiredService<DurableEngineFactory>().Create());
        services.AddSingleton(sp => new Lazy<DurableEngine>(sp.GetRequiredService<DurableEngine>));
        services.AddSingleton(CreateRemoteClient);
        services.AddSingleton(sp => new Lazy<RemoteDurableTaskClient>(sp.GetRequiredService<RemoteDurableTaskClient>));
        services.AddSingleton<IFunctionValidator, RemoteDurableValidator>();
        services.AddSingleton(_ => new DurableHttpActivity(new HttpClient { Timeout = Timeout.InfiniteTimeSpan }));
    }

    private static OfficialDurable CreateDurable(IServiceProvider services)
    {
        var names = services.GetRequiredService<OfficialInternals>().Durable ?? throw new HostStartupException(
            $"The app has Durable functions, but not the package {OfficialInternals.DurablePackage}. Reference it.");
        return new OfficialDurable(names, services);
    }

    private static RemoteDurableTaskClient CreateRemoteClient(IServiceProvider services)
    {
        var url = services.GetRequiredService<HostCommandLine>().Durable
            ?? throw new InvalidOperationException("This host has an engine of its own: there is no --durable.");
        var hub = services.GetRequiredService<HostOptions>().DurableTask.HubName;
        var host = new RemoteHost(
            url, hub, RemoteHost.CreateClient(url), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<Random>());
        return new RemoteDurableTaskClient(host, hub, services.GetRequiredService<AppDataConverter>());
    }

    private static FunctionCatalog CreateCatalog(IServiceProvider services)
    {
        var commandLine = services.GetRequiredService<HostCommandLine>();
        var only = commandLine.Functions.Count > 0 ? commandLine.Functions : services.GetRequiredService<HostOptions>().Functions;
        var loader = new FunctionLoader(services.GetRequiredService<OfficialWorker>(), AppContext.BaseDirectory);
        var factory = new FunctionCatalogFactory(
            services.GetRequiredService<SettingResolver>(), services.GetServices<IFunctionValidator>(), loader.Load);

        // Here rather than where the host starts, as any service of the app may be the first to ask for the functions.
        return StartupFailure.Guard(() => factory.Create(ReadMetadata(services), only, commandLine.Worker));
    }

    private static ImmutableArray<IFunctionMetadata> ReadMetadata(IServiceProvider services)
    {
        try
        {
            // Made in memory by generated code, so there is nothing to wait for.
            return services.GetRequiredService<IFunctionMetadataManager>().GetFunctionMetadataAsync(AppContext.BaseDirectory).GetAwaiter().GetResult();
        }
        catch (FileNotFoundException e)
        {
            throw new HostStartupException(
                $"The app has no generated metadata of its functions, and there is no file of them either: {e.Message} "
                + "Remove FunctionsEnableWorkerIndexing=false from the project, or build it as for a host.", e);
        }
    }

    private static Random SharedRandom()
    {
        // The composition root is the one place that may use the shared source.
#pragma warning disable RS0030
        return Random.Shared;
#pragma warning restore RS0030
    }
}
