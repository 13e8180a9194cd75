using System.IO.Compression;
using WorkDistribution.Functions.Encodings.Storage;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.Encodings.Encoders;

/// <summary>gzip members: by RFC 1952, section 2.2, a file may hold several, and decodes to their contents one after the other.</summary>
internal sealed class GzipEncoder(IObjectStore store, EncodingPaths paths) : ByteRangeEncoder(store, paths)
{
    public override string Name => "gzip";

    protected override Stream Compress(Stream output) => new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true);
}
