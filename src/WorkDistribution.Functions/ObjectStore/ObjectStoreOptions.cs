namespace WorkDistribution.Functions.ObjectStore;

/// <summary>Settings <c>ObjectStore__…</c>, checked when the app starts.</summary>
public sealed class ObjectStoreOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "ObjectStore";

    /// <summary>The backend. Default: <see cref="ObjectStoreKind.Folder"/>.</summary>
    public ObjectStoreKind Kind { get; set; } = ObjectStoreKind.Folder;

    /// <summary>
    /// The root folder of the <see cref="ObjectStoreKind.Folder"/> backend. Default: <c>objects</c> in the state directory that the
    /// local runtime announces, else <c>.local/objects</c> under the current directory.
    /// </summary>
    public string Folder { get; set; } = "";

    /// <summary>
    /// Name of the connection setting of the <see cref="ObjectStoreKind.Blob"/> backend: either a connection string, or a section with
    /// <c>blobServiceUri</c> (or <c>accountName</c>) for a managed identity, with <c>clientId</c> if it is a user-assigned one.
    /// Default: <c>AzureWebJobsStorage</c>.
    /// </summary>
    public string Connection { get; set; } = "AzureWebJobsStorage";

    /// <summary>Container of the <see cref="ObjectStoreKind.Blob"/> backend, 3 to 63 lower-case letters, digits and single hyphens.</summary>
    public string Container { get; set; } = "work-distribution";
}
