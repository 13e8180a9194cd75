namespace WorkDistribution.Functions.ObjectStore;

/// <summary>One line of a listing.</summary>
/// <param name="Name">The object's full name.</param>
/// <param name="Length">Its size in bytes.</param>
public sealed record StoredObject(string Name, long Length);
