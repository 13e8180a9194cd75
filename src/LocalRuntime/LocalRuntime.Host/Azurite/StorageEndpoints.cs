using System.Net.Sockets;

namespace WorkDistribution.LocalRuntime.Host.Azurite;

/// <summary>Where the three services of an emulator listen on this machine.</summary>
internal readonly record struct StorageEndpoints(int BlobPort, int QueuePort, int TablePort)
{
    public const string Host = "127.0.0.1";

    private const string Account = "devstoreaccount1";

    // The emulator's one published account key; it protects nothing.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    public static StorageEndpoints Default { get; } =
        new(AzuriteOptions.DefaultBlobPort, AzuriteOptions.DefaultQueuePort, AzuriteOptions.DefaultTablePort);

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint=http://{Host}:{BlobPort}/{Account};"
        + $"QueueEndpoint=http://{Host}:{QueuePort}/{Account};TableEndpoint=http://{Host}:{TablePort}/{Account};";

    /// <summary>The ports of the three that accept a connection now.</summary>
    public async Task<IReadOnlyList<int>> FindListeningAsync(CancellationToken cancellationToken)
    {
        int[] ports = [BlobPort, QueuePort, TablePort];
        var answers = await Task.WhenAll(ports.Select(p => IsListeningAsync(p, cancellationToken)));
        return [.. ports.Where((_, i) => answers[i])];
    }

    public static async Task<bool> IsListeningAsync(int port, CancellationToken cancellationToken)
    {
        if (port == 0)
        {
            return false;
        }

        using var client = new TcpClient();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConnectTimeout);
        try
        {
            await client.ConnectAsync(Host, port, limit.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }
}
