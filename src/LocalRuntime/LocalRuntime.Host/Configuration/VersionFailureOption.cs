namespace WorkDistribution.LocalRuntime.Host.Configuration;

/// <summary>What happens to an orchestration whose version does not match.</summary>
internal enum VersionFailureOption
{
    /// <summary>It stays where it is, for a worker that matches.</summary>
    Reject,

    /// <summary>It fails.</summary>
    Fail,
}
