using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Http;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>
/// What stands before the functions on the web server, whichever that is: the gate, headers and CORS, the host's own routes, and the
/// choice of the function.
/// </summary>
internal sealed class HttpFront(
    WebServerSettings settings,
    HostOptions options,
    Lazy<FunctionRoutes> routes,
    IEnumerable<IEndpointContributor> contributors,
    HttpFunctionHandler handler,
    RequestGate gate)
{
    private static readonly PathString[] Own = ["/admin", "/runtime"];

    public void Use(IApplicationBuilder app)
    {
        app.Use(gate.InvokeAsync);
        app.Use(AddCustomHeaders);
        if (settings.CorsOrigins.Count > 0)
        {
            app.UseCors(settings.ConfigureCors);
        }

        // Kept apart so that the host's own routes win over a catch-all of the app.
        app.MapWhen(IsOwn, own =>
        {
            own.UseRouting();
            own.UseEndpoints(endpoints =>
            {
                foreach (var contributor in contributors)
                {
                    contributor.MapEndpoints(endpoints);
                }
            });
        });
        app.Use(ChooseFunctionAsync);
    }

    private static bool IsOwn(HttpContext http) => Array.Exists(Own, path => http.Request.Path.StartsWithSegments(path));

    private Task ChooseFunctionAsync(HttpContext http, RequestDelegate next)
    {
        if (routes.Value.Match(http) is { } match)
        {
            http.Request.RouteValues = match.Values;
            return handler.HandleAsync(match.Function, http, next);
        }

        if (settings.ShowHomePage && options.Http.RoutePrefix.Length > 0 && http.Request.Path == "/" && HttpMethods.IsGet(http.Request.Method))
        {
            return HomePageAsync(http);
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
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
}
