using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace WorkDistribution.Functions.Tests.Support;

/// <summary>Stands before Azurite's queue and table services and counts what passes.</summary>
internal sealed partial class CountingProxy : IAsyncDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly List<LocalServer> _servers = [];
    private long _calls;

    /// <summary>Requests so far.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>The services as seen through the proxy.</summary>
    public string ConnectionString { get; private set; } = "";

    public static async Task<CountingProxy> StartAsync(string connectionString)
    {
        var proxy = new CountingProxy { ConnectionString = connectionString };
        foreach (Match endpoint in Endpoint().Matches(connectionString))
        {
            var target = new Uri(endpoint.Groups["url"].Value);
            var server = await LocalServer.StartAsync(context => proxy.ForwardAsync(context, target.GetLeftPart(UriPartial.Authority)));
            proxy._servers.Add(server);
            proxy.ConnectionString = proxy.ConnectionString.Replace(
                target.GetLeftPart(UriPartial.Authority), server.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
        }

        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        _client.Dispose();
    }

    private async Task ForwardAsync(HttpContext context, string target)
    {
        Interlocked.Increment(ref _calls);

        // As it came: the signature covers the address.
        var address = new Uri(
            target + context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), address);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        request.Content = new ByteArrayContent(body.ToArray());
        foreach (var (name, values) in context.Request.Headers.Where(static header => header.Key != "Host"))
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                request.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(static header => header.Key != "Transfer-Encoding"))
        {
            context.Response.Headers[name] = new StringValues([.. values]);
        }

        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    [GeneratedRegex("(Queue|Table)Endpoint=(?<url>[^;]+)")]
    private static partial Regex Endpoint();
}
