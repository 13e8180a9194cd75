using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WorkDistribution.LocalRuntime.Host.Hosting;
using HostOptions = WorkDistribution.LocalRuntime.Host.Configuration.HostOptions;

namespace WorkDistribution.LocalRuntime.Host.Tests.Support;

/// <summary>The whole host in this process, on a free port and in a folder of its own, with the functions of some classes.</summary>
internal sealed class InProcessHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly DirectoryInfo _state;

    private InProcessHost(IHost host, DirectoryInfo state)
    {
        _host = host;
        _state = state;
        Http = new HttpClient { BaseAddress = new Uri(host.Services.GetRequiredService<HostAddress>().Url) };
    }

    public HttpClient Http { get; }

    public string StateDirectory => _state.FullName;

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public static Task<InProcessHost> StartAsync(
        IEnumerable<Type> functions,
        HostOptions? options = null,
        IReadOnlyDictionary<string, string>? settings = null,
        Action<IServiceCollection>? configure = null) => StartAsync(new TestApp([.. functions])
        {
            Options = options ?? new HostOptions(),
            Settings = settings ?? new Dictionary<string, string>(),
            Services = configure ?? (_ => { }),
        });

    public static async Task<InProcessHost> StartAsync(TestApp app)
    {
        var state = Directory.CreateTempSubdirectory("host-");
        var host = app.Build(state.FullName);
        await host.StartAsync();
        return new InProcessHost(host, state);
    }

    public Task WaitForShutdownAsync() => _host.WaitForShutdownAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        _state.Delete(recursive: true);
    }
}
