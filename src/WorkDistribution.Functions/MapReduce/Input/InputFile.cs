using System.Globalization;

namespace WorkDistribution.Functions.MapReduce.Input;

/// <summary>Files that jobs read.</summary>
internal static class InputFile
{
    /// <summary>Opens a file to be read from front to back; others may write, rename and delete it meanwhile.</summary>
    public static FileStream Open(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
        Options = FileOptions.SequentialScan,
    });

    /// <summary>Tells two states of a file apart.</summary>
    public static string VersionOf(FileInfo file) => file.LastWriteTimeUtc.Ticks.ToString(CultureInfo.InvariantCulture);
}
