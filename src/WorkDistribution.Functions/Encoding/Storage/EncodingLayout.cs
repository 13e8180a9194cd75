namespace WorkDistribution.Functions.Encodings.Storage;

/// <summary>
/// Where the objects of one encoding lie: <c>encodings/EXECUTION/</c>, deleted when it ends. Each execution has a folder of its own, so
/// that a restart under the same id finds nothing stale.
/// </summary>
/// <param name="Root">Prefix of everything the encoding writes.</param>
internal readonly record struct EncodingLayout(string Root)
{
    /// <summary>The description that every task reads.</summary>
    public string Description => Root + "encoding.json";

    /// <summary>The layout of one execution.</summary>
    /// <param name="execution">A number of this execution that a replay repeats.</param>
    public static EncodingLayout For(Guid execution) => new($"encodings/{execution:N}/");

    /// <summary>A piece of the input, where the encoder cuts it physically.</summary>
    public string Segment(int chunk) => Invariant($"{Root}segments/{chunk:D7}");

    /// <summary>An encoded chunk. The attempt in its name keeps attempts that overlap from sharing an object.</summary>
    public string Chunk(int chunk, string attempt) => Invariant($"{Root}chunks/{chunk:D7}-{attempt}");

    /// <summary>What names the encoded chunk that counts. It is written last: where it is, the chunk is done.</summary>
    public string Marker(int chunk) => Invariant($"{Root}chunks/{chunk:D7}.json");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
