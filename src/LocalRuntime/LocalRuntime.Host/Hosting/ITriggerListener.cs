using WorkDistribution.LocalRuntime.Host.Discovery;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>
/// Listens for one kind of trigger. Register implementations as <c>ITriggerListener</c> singletons. The host starts them when the
/// engine runs, and stops them first of all.
/// </summary>
internal interface ITriggerListener
{
    /// <summary>The official type of the trigger, e.g. <c>queueTrigger</c>.</summary>
    string TriggerType { get; }

    /// <summary>Starts to listen for the functions of this kind (never empty) and returns when it does.</summary>
    Task StartAsync(IReadOnlyList<FunctionDescriptor> functions, CancellationToken cancellationToken);

    /// <summary>
    /// Takes no new work at once, then returns when what runs is over. When the token is cancelled it cancels the functions that still
    /// run, lets their messages reappear, and returns.
    /// </summary>
    Task StopAsync(CancellationToken cancellationToken);
}
