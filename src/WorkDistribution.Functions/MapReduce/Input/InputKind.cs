namespace WorkDistribution.Functions.MapReduce.Input;

/// <summary>Kinds of input, by the member of the request that names them.</summary>
internal enum InputKind
{
    /// <summary>Files found by glob patterns.</summary>
    Files,

    /// <summary>Blobs under a prefix.</summary>
    Blobs,

    /// <summary>Texts that came with the request and lie in the object store.</summary>
    Documents,
}
