using WorkDistribution.LocalRuntime.Engine.History;

namespace WorkDistribution.LocalRuntime.Engine.Orchestrations;

/// <summary>
/// An instance that failed inside a critical section and was rewound into it: it starts nothing and applies nothing
/// before it has the section's locks again.
/// </summary>
internal sealed partial class OrchestrationExecutor
{
    private readonly Queue<HistoryEvent> _whileRelocking = new();

    /// <summary>The lock request whose locks are asked for again.</summary>
    private int? _relock;

    private bool IsRelocking => _relock is not null;

    private void ApplyWhileRelocking(HistoryEvent e)
    {
        switch (e.Kind)
        {
            case EventKind.EntityLockGranted when e.TaskId == _relock:
                _relock = null;
                ApplyWhatWaited();
                break;
            case EventKind.ExecutionSuspended or EventKind.ExecutionResumed or EventKind.ExecutionTerminated:
                Obey(e);
                break;
            default:
                _whileRelocking.Enqueue(e);
                break;
        }
    }

    private void ApplyWhatWaited()
    {
        while (_whileRelocking.TryDequeue(out var e))
        {
            Apply(e);
            _scheduler.Pump();
        }
    }
}
