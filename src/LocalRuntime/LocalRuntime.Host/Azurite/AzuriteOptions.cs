using Microsoft.Extensions.Logging;

namespace WorkDistribution.LocalRuntime.Host;

/// <summary>How <see cref="AzuriteServer"/> starts.</summary>
public sealed record AzuriteOptions
{
    /// <summary>Azurite's default blob port.</summary>
    public const int DefaultBlobPort = 10000;

    /// <summary>Azurite's default queue port.</summary>
    public const int DefaultQueuePort = 10001;

    /// <summary>Azurite's default table port.</summary>
    public const int DefaultTablePort = 10002;

    /// <summary>The default ports: what <c>UseDevelopmentStorage=true</c> connects to.</summary>
    public static AzuriteOptions DefaultPorts { get; } = new();

    /// <summary>Any free ports, for tests that run side by side.</summary>
    public static AzuriteOptions FreePorts { get; } = new() { BlobPort = 0, QueuePort = 0, TablePort = 0 };

    /// <summary>TCP port of the blob service; 0 for any free one.</summary>
    public int BlobPort { get; init; } = DefaultBlobPort;

    /// <summary>TCP port of the queue service; 0 for any free one.</summary>
    public int QueuePort { get; init; } = DefaultQueuePort;

    /// <summary>TCP port of the table service; 0 for any free one.</summary>
    public int TablePort { get; init; } = DefaultTablePort;

    /// <summary>Where data is kept. Null means a temporary folder that is deleted at the end.</summary>
    public string? Folder { get; init; }

    /// <summary>
    /// Folder with the <c>package.json</c>, <c>package-lock.json</c> and <c>start.mjs</c> to install from. Null means
    /// <c>infra/azurite</c>, looked for upward from the current and the app's folder, else a folder of the user that the
    /// copy beside the app fills.
    /// </summary>
    public string? InstallFolder { get; init; }

    /// <summary>Longest wait until the services answer, installation not included. Default 60 s.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest wait for <c>npm ci</c>, and for another process that runs it. Default 10 minutes.</summary>
    public TimeSpan InstallTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Receives progress of the installation and Azurite's own messages.</summary>
    public ILogger? Logger { get; init; }
}
