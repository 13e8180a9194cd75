using System.Net;
using System.Net.Sockets;

namespace WorkDistribution.Cli.Scenario.SocialPosts;

/// <summary>
/// A database's limit of connections, real though the database is an emulator: a TCP port in front of it that carries so many
/// connections at a time and resets the next one.
/// </summary>
internal sealed class ConnectionGate : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint target;
    private readonly int limit;
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly HashSet<Task> carried = [];
    private readonly Task accepting;
    private int open;
    private int peak;
    private long refused;

    /// <param name="targetPort">The database's port on this machine.</param>
    /// <param name="limit">Connections at a time.</param>
    public ConnectionGate(int targetPort, int limit)
    {
        target = new IPEndPoint(IPAddress.Loopback, targetPort);
        this.limit = limit;
        listener.Start(backlog: 512);
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What was seen since the last call: most connections at a time, and connections refused.</summary>
    public (int Peak, long Refused) Take()
    {
        lock (gate)
        {
            var seen = (peak, refused);
            (peak, refused) = (open, 0);
            return seen;
        }
    }

    /// <summary>Waits until all connections have ended that there are now, such as those of a process that is gone.</summary>
    public Task EndedAsync()
    {
        lock (gate)
        {
            return Task.WhenAll([.. carried]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        await EndedAsync();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await listener.AcceptSocketAsync(stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                if (stop.IsCancellationRequested)
                {
                    return;
                }

                // A client that was gone before it was accepted.
                continue;
            }

            lock (gate)
            {
                if (open == limit)
                {
                    refused++;

                    // Without lingering, closing is a reset: the client sees an error, not an end.
                    client.LingerState = new LingerOption(true, 0);
                    client.Dispose();
                    continue;
                }

                peak = Math.Max(peak, ++open);
                var carry = Task.Run(() => CarryAsync(client));
                carried.Add(carry);
                _ = carry.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }

    private void Forget(Task carry)
    {
        lock (gate)
        {
            carried.Remove(carry);
        }
    }

    private async Task CarryAsync(Socket client)
    {
        using (client)
        using (var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true })
        {
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(target, stop.Token);
                var (up, down) = (new NetworkStream(client), new NetworkStream(server));
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
                var both = (Task[])[up.CopyToAsync(down, ended.Token), down.CopyToAsync(up, ended.Token)];
                await Task.WhenAny(both);
                await ended.CancelAsync();
                await Task.WhenAll(both);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
            {
                // Either side has ended the connection, or the story has: the other side ends with it.
            }
            finally
            {
                // Before the client sees the end, and opens another.
                lock (gate)
                {
                    open--;
                }
            }
        }
    }
}
