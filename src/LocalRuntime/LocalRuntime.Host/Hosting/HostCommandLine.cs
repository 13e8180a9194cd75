namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>The host's own options from the command line. A singleton service.</summary>
internal sealed class HostCommandLine
{
    public const int DefaultPort = 7071;

    /// <summary>
    /// TCP port; 0 means any free one, as for a worker that is given none. Null when <c>--port</c> was not given, so that
    /// <c>Host.LocalHttpPort</c> may decide.
    /// </summary>
    public int? Port { get; init; }

    /// <summary>The address to listen on; 127.0.0.1 by default.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>Absolute folder of host and engine state; <c>.local</c> under the current folder by default.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Whether the state is deleted when the host stops: that of a worker that was given no folder.</summary>
    public bool IsStateTemporary { get; init; }

    /// <summary>Whether only queue-triggered functions run: one of several processes that share the queues of an app.</summary>
    public bool Worker { get; init; }

    /// <summary>The host whose engine Durable clients use, over its management API; null for an engine of its own.</summary>
    public Uri? Durable { get; init; }

    /// <summary>More log output.</summary>
    public bool Verbose { get; init; }

    /// <summary>Whether Azurite is started although no trigger or output needs it.</summary>
    public bool Azurite { get; init; }

    /// <summary>Whether the host stops when its standard input closes.</summary>
    public bool Lifeline { get; init; }

    /// <summary>The only functions to run; empty means all.</summary>
    public IReadOnlyList<string> Functions { get; init; } = [];

    /// <summary>Origins allowed by CORS; null when <c>--cors</c> was not given.</summary>
    public IReadOnlyList<string>? CorsOrigins { get; init; }
}
