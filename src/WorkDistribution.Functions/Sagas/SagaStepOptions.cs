using WorkDistribution.Core.Sagas;

namespace WorkDistribution.Functions.Sagas;

/// <summary>What may be said of a step when a saga is registered.</summary>
internal sealed class SagaStepOptions
{
    /// <summary>Attempts of the action. Default: 3, 1 s and 2 s apart.</summary>
    public SagaRetry Retry { get; set; } = SagaRetry.Action;

    /// <summary>Attempts of the compensation before an operator is asked. Default: 10, from 1 s to 1 min apart.</summary>
    public SagaRetry CompensationRetry { get; set; } = SagaRetry.Compensation;

    /// <summary>Longest attempt. Default 30 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the step is the point of no return. Default: no.</summary>
    public bool IsPivot { get; set; }

    /// <summary>Parallel group; neighbouring steps of one group run at the same time. Default: none.</summary>
    public string? Group { get; set; }

    /// <summary>Says that the action leaves nothing behind, and so needs no compensation. Default: no.</summary>
    public bool NothingToUndo { get; set; }
}
