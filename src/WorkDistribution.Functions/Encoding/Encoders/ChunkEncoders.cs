namespace WorkDistribution.Functions.Encodings.Encoders;

/// <summary>The encoders by their names.</summary>
internal sealed class ChunkEncoders(IEnumerable<IChunkEncoder> encoders)
{
    private readonly Dictionary<string, IChunkEncoder> _byName = encoders.ToDictionary(static encoder => encoder.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The encoder of a name, or null.</summary>
    public IChunkEncoder? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The names, for a message.</summary>
    public override string ToString() => string.Join(", ", _byName.Keys);
}
