using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Whether the registered converters are tried when those of the binding attribute did not handle the input.</summary>
[SuppressMessage("Design", "CA1069:Enums values should not be duplicated", Justification = "The official values.")]
public enum ConverterFallbackBehavior
{
    /// <summary>They are tried.</summary>
    Allow = 0,

    /// <summary>They are not tried.</summary>
    Disallow = 1,

    /// <summary>The default: <see cref="Allow"/>.</summary>
    Default = Allow,
}
