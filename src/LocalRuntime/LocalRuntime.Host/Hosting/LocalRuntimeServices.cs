using System.Text.Json;
using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Http;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Host.Bindings;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Durable;
using WorkDistribution.LocalRuntime.Host.Durable.Remote;
using WorkDistribution.LocalRuntime.Host.Http;
using WorkDistribution.LocalRuntime.Host.Invocation;
using WorkDistribution.LocalRuntime.Host.Telemetry;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>Registers the whole host among the services of an app.</summary>
internal static class LocalRuntimeServices
{
    public static void AddLocalRuntime(this IServiceCollection services, WorkerApplicationBuilder builder)
    {
        services.AddOptions();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(SharedRandom());
        services.AddConfiguration();
        services.AddInvocation(builder);
        services.AddHttp();
        services.AddDurable();
        services.AddHostFeatures();
        services.AddSingleton<HostInstruments>();
        services.AddTelemetryExport();
        services.AddHostedService<Lifeline>();
        services.AddHostedService(sp => ActivatorUtilities.CreateInstance<FunctionsHostService>(
            sp, (Func<FunctionsHostParts>)(() => ActivatorUtilities.CreateInstance<FunctionsHostParts>(sp))));
    }

    private static void AddConfiguration(this IServiceCollection services)
    {
        // An app that registers the worker by hand has had no builder to read the configuration.
        services.TryAddSingleton(_ => HostBootstrap.Create(args: null));
        services.AddSingleton(sp => sp.GetRequiredService<HostBootstrap>().CommandLine);
        services.AddSingleton(sp => sp.GetRequiredService<HostBootstrap>().Configuration);
        services.AddSingleton(sp => sp.GetRequiredService<HostConfiguration>().Host);
        services.AddSingleton(sp => sp.GetRequiredService<HostConfiguration>().LocalSettings);
        services.AddSingleton(sp => sp.GetRequiredService<HostConfiguration>().Settings);
    }

    private static void AddInvocation(this IServiceCollection services, WorkerApplicationBuilder builder)
    {
        services.AddSingleton(_ => builder.Build());
        services.TryAddEnumerable(ServiceDescriptor.Transient<IPostConfigureOptions<WorkerOptions>, DefaultSerializer>());
        services.TryAddSingleton(FunctionTypes.OfEntryAssembly());
        services.AddSingleton<IFunctionCatalog>(CreateCatalog);
        services.AddSingleton<IFunctionValidator, BindingSupportValidator>();
        services.AddSingleton<IFunctionValidator, RetryValidator>();
        services.AddSingleton<InputConverters>();
        services.TryAddSingleton<IFunctionActivator, FunctionActivator>();
        services.TryAddSingleton<IFunctionExecutor, FunctionExecutor>();
        services.AddSingleton<InvocationPipeline>();
        services.AddSingleton<InvocationLimits>();
        services.AddSingleton<FunctionDispatcher>();
        services.AddSingleton<IFunctionInvoker, FunctionInvoker>();
    }

    private static void AddHttp(this IServiceCollection services)
    {
        services.AddSingleton<HostAddress>();
        services.AddSingleton<RequestGate>();
        services.AddSingleton<InFlightRequests>();
        services.AddSingleton(sp => WebServerSettings.From(sp.GetRequiredService<HostCommandLine>(), sp.GetRequiredService<LocalSettings>()));
        services.AddSingleton<WebServer>();
        services.AddSingleton<HttpFunctionEndpoints>();
        services.AddSingleton<HttpFunctionHandler>();
        services.AddSingleton<HttpResponseWriter>();
        services.AddSingleton<IFunctionValidator, HttpRouteValidator>();
        services.AddSingleton<StartupBanner>();
    }

    private static void AddDurable(this IServiceCollection services)
    {
        services.AddSingleton<WorkerDataConverter>();
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

    private static RemoteDurableTaskClient CreateRemoteClient(IServiceProvider services)
    {
        var url = services.GetRequiredService<HostCommandLine>().Durable
            ?? throw new InvalidOperationException("This host has an engine of its own: there is no --durable.");
        var hub = services.GetRequiredService<HostOptions>().DurableTask.HubName;
        var host = new RemoteHost(
            url, hub, RemoteHost.CreateClient(url), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<Random>());
        return new RemoteDurableTaskClient(host, hub, services.GetRequiredService<WorkerDataConverter>());
    }

    private static FunctionCatalog CreateCatalog(IServiceProvider services)
    {
        var commandLine = services.GetRequiredService<HostCommandLine>();
        var only = commandLine.Functions.Count > 0 ? commandLine.Functions : services.GetRequiredService<HostOptions>().Functions;
        var settings = services.GetRequiredService<SettingResolver>();
        try
        {
            return FunctionCatalogFactory.Create(
                services.GetRequiredService<FunctionTypes>().Find(),
                only,
                services.GetServices<IFunctionValidator>(),
                name => IsTrue(settings.Get($"AzureWebJobs.{name}.Disabled") ?? settings.Get($"AzureWebJobs_{name}_Disabled")),
                commandLine.Worker);
        }
        catch (HostStartupException e)
        {
            // Here rather than where the host starts, as any service of the app may be the first to ask for the functions.
            throw StartupFailure.End(e);
        }
    }

    // As the real host reads it; the second spelling is for systems whose variables may have no dots.
    private static bool IsTrue(string? setting) => setting is "1" || bool.TryParse(setting, out var value) && value;

    private static Random SharedRandom()
    {
        // The composition root is the one place that may use the shared source.
#pragma warning disable RS0030
        return Random.Shared;
#pragma warning restore RS0030
    }

    private sealed class DefaultSerializer(IOptions<JsonSerializerOptions> json) : IPostConfigureOptions<WorkerOptions>
    {
        public void PostConfigure(string? name, WorkerOptions options) => options.Serializer ??= new JsonObjectSerializer(json.Value);
    }
}
