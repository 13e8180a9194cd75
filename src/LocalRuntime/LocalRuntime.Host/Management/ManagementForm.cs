namespace WorkDistribution.LocalRuntime.Host.Management;

/// <summary>
/// How metadata are written for <c>--durable</c> hosts. The official shape loses what a client has to give: payloads are rewritten as
/// JSON, times are cut to seconds, and there are neither tags nor failure details.
/// </summary>
internal enum ManagementForm
{
    /// <summary>Everything, payloads as the text that is stored.</summary>
    Exact,

    /// <summary>The same without payloads.</summary>
    Metadata,
}
