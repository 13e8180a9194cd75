namespace WorkDistribution.LocalRuntime.Engine;

/// <summary>Which instances an engine of a certain version runs.</summary>
public enum VersionMatch
{
    /// <summary>All, whatever their version.</summary>
    None,

    /// <summary>Those of exactly its version.</summary>
    Strict,

    /// <summary>Those of its version or an older one. The default.</summary>
    CurrentOrOlder,
}
