using WorkDistribution.Functions.Encodings.Storage;
using WorkDistribution.Functions.ObjectStore;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace WorkDistribution.Functions.Encodings.Encoders;

/// <summary>zstd frames with checksums: by RFC 8878, section 3, a file may hold several, and decodes to their contents one after the other.</summary>
internal sealed class ZstdEncoder(IObjectStore store, EncodingPaths paths) : ByteRangeEncoder(store, paths)
{
    public override string Name => "zstd";

    protected override Stream Compress(Stream output)
    {
        var stream = new CompressionStream(output, Compressor.DefaultCompressionLevel, leaveOpen: true);
        stream.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        return stream;
    }
}
