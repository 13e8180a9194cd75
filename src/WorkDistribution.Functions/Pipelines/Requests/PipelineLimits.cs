namespace WorkDistribution.Functions.Pipelines.Requests;

/// <summary>Bounds of pipelines and of requests to start one.</summary>
internal static class PipelineLimits
{
    /// <summary>Items of one pipeline: one history holds them all, some 300 bytes an item and stage.</summary>
    public const int MaxItems = 10_000;

    /// <summary>Stages of a pipeline.</summary>
    public const int MaxStages = 16;

    /// <summary>Items that run in a stage at a time.</summary>
    public const int MaxParallelism = 100;

    /// <summary>Items that wait in front of a stage.</summary>
    public const int MaxBuffer = 1_000;

    /// <summary>Attempts of an item in a stage, after the first.</summary>
    public const int MaxRetries = 10;

    /// <summary>Bytes of a request's body: it goes into the history.</summary>
    public const int MaxRequestBytes = 256 * 1024;

    /// <summary>Dead letters that the status and the result show; all of them lie in the output.</summary>
    public const int MaxShownDeadLetters = 20;

    /// <summary>Characters of the reason of a dead letter.</summary>
    public const int MaxReasonLength = 500;
}
