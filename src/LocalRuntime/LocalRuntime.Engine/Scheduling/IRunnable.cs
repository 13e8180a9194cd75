namespace WorkDistribution.LocalRuntime.Engine.Scheduling;

/// <summary>Something that takes turns.</summary>
internal interface IRunnable
{
    /// <summary>Takes one turn. Must not throw.</summary>
    Task RunAsync();
}
