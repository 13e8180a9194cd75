using WorkDistribution.Core.Scheduling;
using static WorkDistribution.Core.Scheduling.WorkItemState;

namespace WorkDistribution.Core.Tests.Scheduling;

public sealed class WorkItemStateMachineTests
{
    private static readonly HashSet<(WorkItemState From, WorkItemState To)> _edges =
    [
        (Pending, Running), (Pending, Failed), (Running, Completed), (Running, Failed), (Failed, Retrying), (Retrying, Pending),
    ];

    [Fact]
    public void Move_takes_the_edges_of_the_diagram_and_refuses_every_other()
    {
        foreach (var from in Enum.GetValues<WorkItemState>())
        {
            foreach (var to in Enum.GetValues<WorkItemState>())
            {
                Assert.Equal(_edges.Contains((from, to)), WorkItemStateMachine.CanMove(from, to));
                if (_edges.Contains((from, to)))
                {
                    Assert.Equal(to, WorkItemStateMachine.Move(from, to));
                }
                else
                {
                    var refused = Assert.Throws<IllegalTransitionException>(() => WorkItemStateMachine.Move(from, to));
                    Assert.Equal((from, to), (refused.From, refused.To));
                }
            }
        }
    }

    [Theory]
    [InlineData(Pending, Completed, "A work item cannot go from PENDING to COMPLETED: PENDING leads to RUNNING or FAILED.")]
    [InlineData(Completed, Running, "A work item cannot go from COMPLETED to RUNNING: COMPLETED is final.")]
    public void A_refusal_names_both_states_and_what_is_possible(WorkItemState from, WorkItemState to, string message) =>
        Assert.Equal(message, Assert.Throws<IllegalTransitionException>(() => WorkItemStateMachine.Move(from, to)).Message);

    [Fact]
    public void Redrive_is_for_failed_items_only()
    {
        Assert.Equal(Pending, WorkItemStateMachine.Redrive(Failed));
        Assert.All(
            Enum.GetValues<WorkItemState>().Except([Failed]),
            static state => Assert.Throws<IllegalTransitionException>(() => WorkItemStateMachine.Redrive(state)));
    }
}
