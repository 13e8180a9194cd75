using System.Runtime.InteropServices;

namespace WorkDistribution.Core.Balancing;

/// <summary>A counter that shares no cache line (nor the pair of lines that is prefetched together) with its neighbours.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct PaddedIndex
{
    [FieldOffset(128)]
    public long Value;
}
