namespace WorkDistribution.Functions.MapReduce.Storage;

/// <summary>One part of an output.</summary>
/// <param name="Name">The object's name within the output.</param>
/// <param name="Records">Lines in it.</param>
/// <param name="Bytes">Its size in bytes.</param>
internal sealed record ManifestPart(string Name, long Records, long Bytes);
