namespace WorkDistribution.Functions.MapReduce.Input;

/// <summary>The sources of input by their kind.</summary>
internal sealed class InputSources(IEnumerable<IInputSource> sources)
{
    private readonly Dictionary<InputKind, IInputSource> _byKind = sources.ToDictionary(static source => source.Kind);

    /// <summary>The source of a kind of input.</summary>
    public IInputSource this[InputKind kind] => _byKind[kind];
}
