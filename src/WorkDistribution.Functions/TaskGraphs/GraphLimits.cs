namespace WorkDistribution.Functions.TaskGraphs;

/// <summary>Bounds of one graph.</summary>
internal static class GraphLimits
{
    public const int MaxBodyBytes = 4 * 1024 * 1024;
    public const int MaxNodes = 1_000;
    public const int MaxEdges = 10_000;
    public const int MaxIdLength = 64;
    public const int MaxPayloadBytes = 16 * 1024;
    public const int MaxParallel = 256;
    public const int DefaultParallel = 16;
    public const int MaxAttempts = 10;
    public const int MaxTimeoutSeconds = 3_600;
    public const int DefaultTimeoutSeconds = 300;
    public const double MaxExpectedMs = 86_400_000;
}
