namespace Microsoft.DurableTask.Worker;

public partial class DurableTaskWorkerOptions
{
    /// <summary>Options of the worker's logging.</summary>
    public class LoggingOptions
    {
        /// <summary>Whether logs also go to the categories of older versions. Default: they do.</summary>
        public bool UseLegacyCategories { get; set; } = true;
    }
}
