using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Host.Http;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>
/// The web server. An app with the official ASP.NET Core integration has one of its own, which the host configures; for the others
/// the host starts one, with services of its own, so that it works beside any builder the app chose.
/// </summary>
internal sealed class WebServer(
    WebServerSettings settings, HostAddress address, HttpFront front, HttpIntegration integration, IServiceProvider services, ILoggerFactory loggers)
    : IAsyncDisposable
{
    private WebApplication? _app;

    /// <summary>Starts the server, or takes note of the app's own, which has started.</summary>
    /// <exception cref="HostStartupException">The address cannot be listened on.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (integration.Coordinator is null)
        {
            _app = Build();
            front.Use(_app);
            try
            {
                await _app.StartAsync(cancellationToken);
            }
            catch (IOException e)
            {
                throw settings.CannotListen(e);
            }
        }

        var server = (_app?.Services ?? services).GetRequiredService<IServer>();
        address.Url = server.Features.Get<IServerAddressesFeature>()!.Addresses.First().TrimEnd('/');
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrel(settings.Configure).UseUrls(settings.Url);
        builder.Services.AddSingleton<ILoggerFactory>(new WebServerLoggers(loggers));
        builder.Services.AddSingleton<IHostLifetime, PassiveLifetime>();
        builder.Services.AddRouting();
        builder.Services.AddCors();

        // The accessor's state is static, so this makes the one among the app's services work too.
        builder.Services.AddHttpContextAccessor();
        return builder.Build();
    }

    // The app's own host decides when to stop.
    private sealed class PassiveLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
