namespace Microsoft.DurableTask.Worker;

public partial class DurableTaskWorkerOptions
{
    /// <summary>What becomes of an orchestration whose version does not match.</summary>
    public enum VersionFailureStrategy
    {
        /// <summary>It is left for a worker whose version matches.</summary>
        Reject = 0,

        /// <summary>It fails.</summary>
        Fail = 1,
    }
}
