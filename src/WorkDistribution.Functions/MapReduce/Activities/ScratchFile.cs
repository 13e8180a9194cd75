namespace WorkDistribution.Functions.MapReduce.Activities;

/// <summary>Temporary files for merges of more runs than one pass takes.</summary>
internal static class ScratchFile
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>Makes a file that vanishes when it is closed.</summary>
    public static Stream Create() => new FileStream(
        Path.Combine(Path.GetTempPath(), $"mapreduce-{Guid.NewGuid():N}.tmp"),
        FileMode.CreateNew,
        FileAccess.ReadWrite,
        FileShare.None,
        BufferBytes,
        FileOptions.DeleteOnClose | FileOptions.SequentialScan);
}
