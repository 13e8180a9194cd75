namespace Microsoft.DurableTask.Worker;

public partial class DurableTaskWorkerOptions
{
    /// <summary>Which versions of an orchestration match that of the worker.</summary>
    public enum VersionMatchStrategy
    {
        /// <summary>Versions are not looked at.</summary>
        None = 0,

        /// <summary>Only the same version.</summary>
        Strict = 1,

        /// <summary>The same version and older ones.</summary>
        CurrentOrOlder = 2,
    }
}
