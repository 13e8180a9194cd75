using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>
/// Puts the host's front before the pipeline of an app that has the official ASP.NET Core integration, and lets its web server listen
/// where the host is to: the integration itself takes any free port, as only a host is to call it.
/// </summary>
internal sealed class HttpFrontFilter(HttpFront front, WebServerSettings settings) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (app.ServerFeatures.Get<IServerAddressesFeature>() is { } server)
        {
            EnsureFree();
            server.Addresses.Clear();
            server.Addresses.Add(settings.Url);
        }

        front.Use(app);
        next(app);
    };

    // The server's own failure would end the app with a stack trace instead of a sentence.
    private void EnsureFree()
    {
        try
        {
            using var listener = new Socket(settings.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(settings.Address, settings.Port));
        }
        catch (SocketException e)
        {
            throw StartupFailure.End(settings.CannotListen(new IOException(e.Message, e)));
        }
    }
}
