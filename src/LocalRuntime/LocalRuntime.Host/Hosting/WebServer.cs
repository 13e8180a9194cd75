using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Host.Http;
using HostOptions = WorkDistribution.LocalRuntime.Host.Configuration.HostOptions;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>
/// Kestrel with the routes of functions and of the host. It has services of its own, so that it works beside any builder the app
/// chose; functions see the app's services only.
/// </summary>
internal sealed class WebServer(
    WebServerSettings settings,
    HostOptions options,
    HostAddress address,
    IEnumerable<IEndpointContributor> contributors,
    HttpFunctionEndpoints functions,
    RequestGate gate,
    ILoggerFactory loggers) : IAsyncDisposable
{
    private WebApplication? _app;

    /// <exception cref="HostStartupException">The address cannot be listened on.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _app = Build();
        Configure(_app);
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (IOException e)
        {
            throw new HostStartupException(
                $"The host cannot listen on {settings.Address}:{settings.Port}: {e.InnerException?.Message ?? e.Message}. Stop the process that uses the port, or choose another with --port (0 takes any free one).", e);
        }

        var bound = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        address.Url = bound.TrimEnd('/');
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = settings.MaxRequestBodySize;
            kestrel.Listen(settings.Address, settings.Port);
        });
        builder.Services.AddSingleton<ILoggerFactory>(new WebServerLoggers(loggers));
        builder.Services.AddSingleton<IHostLifetime, PassiveLifetime>();
        builder.Services.AddRouting();
        builder.Services.AddSingleton<MatcherPolicy, FunctionMethodPolicy>();
        builder.Services.AddCors();

        // The accessor's state is static, so this makes the one among the app's services work too.
        builder.Services.AddHttpContextAccessor();
        return builder.Build();
    }

    private void Configure(WebApplication app)
    {
        app.Use(gate.InvokeAsync);
        app.Use(AddCustomHeaders);
        app.UseRouting();
        if (settings.CorsOrigins.Count > 0)
        {
            app.UseCors(settings.ConfigureCors);
        }

        // Kept apart so that the host's own routes win over a catch-all of the app.
        foreach (var contributor in contributors)
        {
            contributor.MapEndpoints(app);
        }

        functions.Map(app);
        if (settings.ShowHomePage && options.Http.RoutePrefix.Length > 0)
        {
            app.MapGet("/", HomePageAsync).WithOrder(int.MaxValue);
        }
    }

    private Task AddCustomHeaders(HttpContext http, RequestDelegate next)
    {
        if (options.Http.CustomHeaders.Count > 0)
        {
            // At the last moment, as a failing function clears what it has set so far.
            http.Response.OnStarting(() =>
            {
                foreach (var (name, value) in options.Http.CustomHeaders)
                {
                    http.Response.Headers[name] = value;
                }

                return Task.CompletedTask;
            });
        }

        return next(http);
    }

    private static Task HomePageAsync(HttpContext http)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync("<!DOCTYPE html><title>Functions</title><h1>Your Functions app is up and running</h1>");
    }

    // The app's own host decides when to stop.
    private sealed class PassiveLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
