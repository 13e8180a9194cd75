using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Hosting;
using HostOptions = WorkDistribution.LocalRuntime.Host.Configuration.HostOptions;

namespace WorkDistribution.LocalRuntime.Host.Tests.Support;

/// <summary>An app on the official builder, with the functions of some classes of this assembly, that the runtime takes over.</summary>
internal sealed record TestApp(params Type[] Functions)
{
    /// <summary>Settings with which queue functions are accepted, for hosts that are not started.</summary>
    public static IReadOnlyDictionary<string, string> Storage { get; } =
        new Dictionary<string, string> { ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true" };

    /// <summary>Functions written by hand, which the official generators would refuse.</summary>
    public IReadOnlyList<IFunctionMetadata> Metadata { get; init; } = [];

    public HostOptions Options { get; init; } = new();

    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the app has the official ASP.NET Core integration.</summary>
    public bool AspNetCore { get; init; }

    public Uri? Durable { get; init; }

    /// <summary>Adds the app's middleware.</summary>
    public Action<IFunctionsWorkerApplicationBuilder> Worker { get; init; } = _ => { };

    /// <summary>Adds the app's services.</summary>
    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>Builds the host without starting it.</summary>
    public IHost Build(string stateDirectory = "unused")
    {
        // What the runtime tells a process that it takes over before the app's own code runs.
        Environment.SetEnvironmentVariable("FUNCTIONS_APPLICATION_DIRECTORY", AppContext.BaseDirectory);
        var builder = new HostBuilder();
        _ = AspNetCore ? builder.ConfigureFunctionsWebApplication(Worker) : builder.ConfigureFunctionsWorkerDefaults(Worker);
        return builder.ConfigureServices(services =>
        {
            services.AddLocalRuntime(new HostBootstrap(
                new HostCommandLine { Port = 0, StateDirectory = stateDirectory, Durable = Durable },
                new HostConfiguration(Options, new LocalSettings(), SettingResolver.Of(Settings))));
            Services(services);
            var generated = services.Last(d => d.ServiceType == typeof(IFunctionMetadataProvider)).ImplementationType!;
            services.AddSingleton<IFunctionMetadataProvider>(sp => new SelectedFunctions(
                (IFunctionMetadataProvider)ActivatorUtilities.CreateInstance(sp, generated), Functions, Metadata));
        }).Build();
    }
}
