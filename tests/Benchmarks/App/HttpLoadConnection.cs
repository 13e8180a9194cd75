using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace WorkDistribution.Benchmarks.App;

/// <summary>A connection that sends the same GET again and again. It knows just enough HTTP/1.1 to see where an answer ends.</summary>
internal sealed class HttpLoadConnection : IDisposable
{
    private const int MostBytes = 8192;

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] request;
    private readonly byte[] answer = new byte[MostBytes];

    private HttpLoadConnection(Uri address)
    {
        request = Encoding.ASCII.GetBytes($"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n");
    }

    public static async Task<HttpLoadConnection> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        var connection = new HttpLoadConnection(address);
        try
        {
            await connection.socket.ConnectAsync(address.Host, address.Port, cancellationToken);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Sends the request and reads the whole answer.</summary>
    /// <exception cref="InvalidOperationException">The answer is none of success, or more than the buffer holds.</exception>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        await socket.SendAsync(request, cancellationToken);
        var read = 0;
        do
        {
            var more = await socket.ReceiveAsync(answer.AsMemory(read), cancellationToken);
            read += more;
            if (more == 0)
            {
                throw new InvalidOperationException($"The connection ended after {read} bytes of at most {MostBytes}.");
            }
        }
        while (!IsWhole(answer.AsSpan(0, read)));
        if (!answer.AsSpan(0, read).StartsWith("HTTP/1.1 200 "u8))
        {
            throw new InvalidOperationException($"The answer is: {Encoding.ASCII.GetString(answer, 0, read)}");
        }
    }

    public void Dispose() => socket.Dispose();

    /// <summary>Nothing follows an answer before the next request, so that what ends well is whole.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var body = answer[(end + 4)..];
        var lengthName = "\r\nContent-Length: "u8;
        var length = answer[..end].IndexOf(lengthName);
        return length < 0
            ? body.EndsWith("0\r\n\r\n"u8)
            : Utf8Parser.TryParse(answer[(length + lengthName.Length)..end], out int bytes, out _) && body.Length >= bytes;
    }
}
