namespace WorkDistribution.Functions.ObjectStore;

/// <summary>Where objects are kept.</summary>
public enum ObjectStoreKind
{
    /// <summary>In a folder of this machine.</summary>
    Folder,

    /// <summary>In a container of Azure Blob Storage: what every app that runs on more than one machine needs.</summary>
    Blob,
}
