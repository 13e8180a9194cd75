using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using WorkDistribution.LocalRuntime.Engine.Entities;
using WorkDistribution.LocalRuntime.Engine.History;
using WorkDistribution.LocalRuntime.Engine.Storage;
using WorkDistribution.LocalRuntime.Engine.Telemetry;

namespace WorkDistribution.LocalRuntime.Engine.Tests.Telemetry;

/// <summary>Runs by itself, because a listener of another test would make the engine trace.</summary>
[CollectionDefinition(nameof(UntracedCostTests), DisableParallelization = true)]
[Collection(nameof(UntracedCostTests))]
public sealed class UntracedCostTests
{
    private const int Times = 1000;

    private static readonly EntityInstanceId _entity = new("counter", "a");

    [Fact]
    public void Nothing_is_allocated_for_spans_and_metrics_that_nobody_listens_to()
    {
        using var instruments = new EngineInstruments("hub");
        var scheduled = new HistoryEvent { Kind = EventKind.TaskScheduled, Name = "Work" };
        var start = new HistoryEvent { Kind = EventKind.ExecutionStarted, Name = "Run" };
        var raised = new HistoryEvent { Kind = EventKind.EventRaised, Name = "n" };
        var message = new EntityMessage { Kind = EntityMessageKind.Signal, Operation = "add" };
        var signal = new EntitySignal("@counter@b", message, 0);
        var row = new InstanceRow
        {
            Key = 1,
            Id = "run",
            Name = "Run",
            Version = string.Empty,
            Status = OrchestrationRuntimeStatus.Pending,
            Execution = 1,
            Work = PendingWork.Turn,
            Created = 0,
            Updated = 0,
        };
        var ended = row with { Status = OrchestrationRuntimeStatus.Completed };

        AssertFree(() =>
        {
            DurableSpans.StartCreation(start, "run")?.Dispose();
            DurableSpans.StartRaise(raised, "run")?.Dispose();
            DurableSpans.StartSignal(_entity, "add", null)?.Dispose();
            DurableSpans.StandIn(row)?.Dispose();
            using var run = DurableSpans.StartRun(scheduled, "run");
            DurableSpans.SetOutcome(run, null);
            using var operation = DurableSpans.StartOperation(message, _entity);
            EntitySpans.Signal("@counter@a", signal, 0)?.Record();
            instruments.ActivityEnded("Work", null, instruments.BeginActivity("Work"));
            instruments.ActivityEnded("Work", "failure", instruments.BeginActivity("Work"));
            instruments.Committed(1, instruments.BeginCommit());
            instruments.TurnCommitted(row, ended);
            instruments.OperationsRan("counter", 1);
        });
    }

    // As when the host was restarted without its exporter: what was begun traced carries its place in the trace.
    [Fact]
    public void Nothing_is_allocated_for_spans_of_work_that_was_traced_before()
    {
        var link = SpanLink.Parse("0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00f067aa0ba902b7-01");
        Assert.NotNull(link);
        var scheduled = new HistoryEvent { Kind = EventKind.TaskScheduled, Name = "Work", Span = link };
        var message = new EntityMessage { Kind = EntityMessageKind.Signal, Operation = "add", Span = link };

        AssertFree(() =>
        {
            using var run = DurableSpans.StartRun(scheduled, "run");
            using var operation = DurableSpans.StartOperation(message, _entity);
        });
    }

    private static void AssertFree(Action hotPath)
    {
        Assert.False(DurableSpans.Source.HasListeners());
        for (var i = 0; i < Times; i++)
        {
            hotPath();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++)
        {
            hotPath();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
