namespace WorkDistribution.LocalRuntime.Engine.Scheduling;

/// <summary>
/// Where the engine's own work runs. Everything it does passes through here or continues from a store operation, so that
/// a queue that runs one item at a time in an order of its choice controls the whole engine.
/// </summary>
internal interface IWorkQueue
{
    void Post(Action work);

    /// <summary>The time in which the work really runs; the engine's own may be a test's, which stands still.</summary>
    TimeProvider Clock { get; }
}
