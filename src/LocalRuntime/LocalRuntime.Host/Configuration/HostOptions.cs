using Microsoft.Extensions.Logging;

namespace WorkDistribution.LocalRuntime.Host.Configuration;

/// <summary>What host.json says, validated, with the defaults of a Functions host that runs locally.</summary>
internal sealed record HostOptions
{
    /// <summary>The file that was read; null when there is none and every value is a default.</summary>
    public string? Path { get; init; }

    /// <summary>Minimum level by log category (prefix); the category "default" covers the rest.</summary>
    public IReadOnlyDictionary<string, LogLevel> LogLevels { get; init; } = new Dictionary<string, LogLevel>();

    /// <summary>Longest run of one invocation; null means no limit ("-1" in host.json). Default 30 minutes.</summary>
    public TimeSpan? FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Names of the only functions to load; empty means all.</summary>
    public IReadOnlyList<string> Functions { get; init; } = [];

    public HttpExtensionOptions Http { get; init; } = new();

    public QueueExtensionOptions Queues { get; init; } = new();

    public DurableTaskExtensionOptions DurableTask { get; init; } = new();
}
