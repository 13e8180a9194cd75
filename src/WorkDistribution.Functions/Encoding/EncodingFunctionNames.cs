namespace WorkDistribution.Functions.Encodings;

/// <summary>Names of the functions of this feature. Histories in flight hold them: renaming one breaks running encodings.</summary>
/// <remarks>The namespace is a plural because one called Encoding would hide <see cref="System.Text.Encoding"/> in every feature.</remarks>
internal static class EncodingFunctionNames
{
    public const string Orchestrator = "Encoding";
    public const string Split = "EncodingSplit";
    public const string Encode = "EncodingEncode";
    public const string Stitch = "EncodingStitch";
    public const string Discard = "EncodingDiscard";
    public const string Start = "EncodingStart";
    public const string Get = "EncodingGet";
}
