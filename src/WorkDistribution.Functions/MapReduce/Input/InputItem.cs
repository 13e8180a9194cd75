namespace WorkDistribution.Functions.MapReduce.Input;

/// <summary>One input of a job.</summary>
/// <param name="Name">What names it in results: a path, a blob's name, a document's number.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Start">Where it begins in the object that holds it; 0 unless several share one.</param>
/// <param name="Version">What changes when its content does (a time stamp, an ETag), so that a job never mixes two versions.</param>
internal sealed record InputItem(string Name, long Length, long Start = 0, string? Version = null);
