using WorkDistribution.Functions.MapReduce.Input;

namespace WorkDistribution.Functions.Pipelines.TextEtl;

/// <summary>Some whole lines of a file.</summary>
/// <param name="File">The file as it was found.</param>
/// <param name="Offset">First byte, from 0.</param>
/// <param name="Length">Number of bytes.</param>
/// <param name="FirstLine">Number of its first line, from 1.</param>
internal sealed record TextItem(InputItem File, long Offset, long Length, long FirstLine);
