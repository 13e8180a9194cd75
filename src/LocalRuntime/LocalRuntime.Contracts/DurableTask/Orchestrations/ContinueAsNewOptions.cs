namespace Microsoft.DurableTask;

/// <summary>How an orchestration restarts itself.</summary>
public class ContinueAsNewOptions
{
    public object? NewInput { get; set; }

    /// <summary>Whether external events that were not yet received are delivered to the new run. Default: they are.</summary>
    public bool PreserveUnprocessedEvents { get; set; } = true;

    /// <summary>The version of the new run; <see langword="null"/> keeps the present one.</summary>
    public string? NewVersion { get; set; }
}
