namespace WorkDistribution.LocalRuntime.Host.Configuration;

/// <summary>Which orchestration versions a worker takes, relative to its own.</summary>
internal enum VersionMatchOption
{
    None,
    Strict,
    CurrentOrOlder,
}
