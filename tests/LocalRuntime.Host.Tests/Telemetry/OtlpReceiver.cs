using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace WorkDistribution.LocalRuntime.Host.Tests.Telemetry;

/// <summary>A collector on a free port that keeps what is sent to it over HTTP.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _requests = new();

    private OtlpReceiver(WebApplication app) => _app = app;

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new OtlpReceiver(builder.Build());
        receiver._app.Run(receiver.KeepAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Whether one request to the path holds all of these bytes.</summary>
    public bool Holds(string path, params byte[][] parts) =>
        _requests.Any(request => request.Path == path && parts.All(part => request.Body.AsSpan().IndexOf(part) >= 0));

    /// <summary>Whether the requests to the path together hold all of these bytes.</summary>
    public bool HoldsTogether(string path, params byte[][] parts) => parts.All(part => Holds(path, part));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task KeepAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        _requests.Enqueue((http.Request.Path.Value ?? string.Empty, body.ToArray()));
        http.Response.ContentType = "application/x-protobuf";
    }
}
