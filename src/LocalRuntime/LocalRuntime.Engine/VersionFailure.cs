namespace WorkDistribution.LocalRuntime.Engine;

/// <summary>What becomes of an instance whose version does not match.</summary>
public enum VersionFailure
{
    /// <summary>It is left alone until an engine of a matching version starts. The default.</summary>
    Reject,

    /// <summary>It fails with the error type <c>VersionMismatch</c>.</summary>
    Fail,
}
