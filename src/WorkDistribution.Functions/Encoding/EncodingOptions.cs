namespace WorkDistribution.Functions.Encodings;

/// <summary>Settings <c>Encoding__…</c>, checked when the app starts.</summary>
public sealed class EncodingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Encoding";

    /// <summary>
    /// Folders or files that encodings may read, absolute or relative to the current directory. Links that lead outside are refused.
    /// Default: the current directory and the reference documentation of the .NET SDK.
    /// </summary>
    public IList<string> InputRoots { get; } = [];

    /// <summary>
    /// Folders that encodings may write to. Default: <c>encodings</c> in the state directory of the local runtime, else
    /// <c>.local/encodings</c> under the current directory. A relative <c>output</c> lies in the first of them.
    /// </summary>
    public IList<string> OutputRoots { get; } = [];

    /// <summary>Whether requests may carry <c>faults</c>, which make chunks fail or dawdle on purpose. Default false: for tests and demonstrations.</summary>
    public bool AllowFaultInjection { get; set; }

    /// <summary>
    /// Seconds that one run of ffmpeg or ffprobe may take before it is killed and its chunk retried, 1 to 86,400. Default 3,600.
    /// </summary>
    public int ToolTimeoutSeconds { get; set; } = 3_600;
}
