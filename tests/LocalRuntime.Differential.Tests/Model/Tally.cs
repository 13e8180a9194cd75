using Microsoft.DurableTask.Entities;

namespace WorkDistribution.LocalRuntime.Differential.Tests.Model;

/// <summary>An entity without operations of its own: its state has them.</summary>
public sealed class Tally : TaskEntity<TallyState>
{
    protected override bool AllowStateDispatch => true;
}
