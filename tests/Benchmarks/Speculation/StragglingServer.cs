using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace WorkDistribution.Benchmarks.Speculation;

/// <summary>Answers after 20 ms, but dawdles over the first request for an address that contains <c>slow</c>: a straggler for one attempt only.</summary>
internal sealed class StragglingServer : IDisposable
{
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(20);

    private readonly HttpListener listener = new();
    private readonly ConcurrentDictionary<string, bool> asked = new(StringComparer.Ordinal);
    private readonly TimeSpan delay;

    public StragglingServer(TimeSpan delay)
    {
        this.delay = delay;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Host = $"127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        }

        listener.Prefixes.Add($"http://{Host}/");
        listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Host and port.</summary>
    public string Host { get; }

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                _ = AnswerAsync(await listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath;
        await Task.Delay(path.Contains("slow", StringComparison.Ordinal) && asked.TryAdd(path, true) ? delay : Usual);
        try
        {
            await context.Response.OutputStream.WriteAsync("ok"u8.ToArray());
            context.Response.Close();
        }
        catch (HttpListenerException)
        {
            // Whoever asked was cancelled meanwhile.
        }
    }
}
