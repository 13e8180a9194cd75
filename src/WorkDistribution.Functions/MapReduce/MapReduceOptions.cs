namespace WorkDistribution.Functions.MapReduce;

/// <summary>Settings <c>MapReduce__…</c>, checked when the app starts.</summary>
public sealed class MapReduceOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "MapReduce";

    /// <summary>
    /// Folders or files that jobs may read, absolute or relative to the current directory. Everything below a folder is allowed; links
    /// that lead outside are refused. Default: the current directory and the reference documentation of the .NET SDK.
    /// </summary>
    public IList<string> InputRoots { get; } = [];

    /// <summary>Most files or blobs in one job, 1 to 10,000,000. Default 1,000,000: each takes some 300 bytes while a job is planned.</summary>
    public int MaxInputs { get; set; } = 1_000_000;

    /// <summary>Largest request body in bytes, 1 KiB to 100 MiB. Default 16 MiB: inline documents are read into memory.</summary>
    public long MaxRequestBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// Name of the connection setting for <c>input.blobs</c>: a connection string, or a section with <c>blobServiceUri</c> for a managed
    /// identity. Default: <c>AzureWebJobsStorage</c>.
    /// </summary>
    public string BlobConnection { get; set; } = "AzureWebJobsStorage";
}
