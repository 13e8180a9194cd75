using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The converters tried in order for a parameter that names none.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "The official name.")]
public sealed class InputConverterCollection : IEnumerable<Type>
{
    private readonly List<Type> _types = [];

    /// <summary>Adds a converter at the end.</summary>
    public void Register<T>()
        where T : IInputConverter => _types.Add(typeof(T));

    /// <summary>Inserts a converter at a position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is below 0 or beyond the end.</exception>
    public void RegisterAt<T>(int index)
        where T : IInputConverter => _types.Insert(index, typeof(T));

    /// <summary>Removes all converters.</summary>
    public void Clear() => _types.Clear();

    /// <inheritdoc/>
    public IEnumerator<Type> GetEnumerator() => _types.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
