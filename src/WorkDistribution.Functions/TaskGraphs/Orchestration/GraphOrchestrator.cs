using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using WorkDistribution.Core.TaskGraphs;
using WorkDistribution.Functions.WorkItems.Handlers;

namespace WorkDistribution.Functions.TaskGraphs.Orchestration;

/// <summary>
/// Runs the nodes of a graph as their inputs are done, the critical path first, in a bounded window (seed, "Simple Example: Processing
/// User Uploads"). A failed node cancels what depends on it; the rest goes on.
/// </summary>
internal static class GraphOrchestrator
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);

    /// <summary>Runs a graph to its end.</summary>
    [Function(TaskGraphFunctionNames.Orchestrator)]
    public static async Task<GraphOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var order = context.GetInput<GraphOrder>()
            ?? throw new InvalidOperationException("The orchestration has no input. Start graphs by POST /api/graphs.");
        var graph = TaskGraph.Create(
            [.. order.Nodes.Select(static node => new TaskNode(node.Id, node.ExpectedMs ?? 0))],
            [.. order.Edges.Select(edge => new TaskEdge(order.Nodes[edge[0]].Id, order.Nodes[edge[1]].Id))]);

        DateTimeOffset startedAt = context.CurrentUtcDateTime;
        var ready = new ReadyQueue(graph);
        var outcomes = new NodeOutcome[order.Nodes.Count];
        var running = new List<Task<int>>();
        var progress = new GraphProgress(order.Nodes.Count, 0, 0, 0, 0);
        var workers = 0;
        while (true)
        {
            while (running.Count < order.MaxParallel && ready.TryTake(out var node))
            {
                running.Add(RunNodeAsync(node));
            }

            workers = Math.Max(workers, running.Count);
            progress = progress with { Running = running.Count };
            context.SetCustomStatus(progress);
            if (running.Count == 0)
            {
                return new GraphOutcome((context.CurrentUtcDateTime - startedAt).TotalMilliseconds, workers, outcomes);
            }

            var ended = await Task.WhenAny(running);
            running.Remove(ended);
            Settle(await ended);
        }

        async Task<int> RunNodeAsync(int node)
        {
            DateTimeOffset began = context.CurrentUtcDateTime;
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    // Not the engine's retries: the handler is to know which attempt it is.
                    var times = await context.CallActivityAsync<NodeTimes>(TaskGraphFunctionNames.Node, new NodeOrder(context.InstanceId, node, attempt));
                    outcomes[node] = new NodeOutcome(NodeOutcome.Completed, Since(times.StartedAt), Since(times.EndedAt), null, null);
                    return node;
                }
                catch (TaskFailedException e) when (attempt == order.Nodes[node].MaxAttempts || !CanHelp(e.FailureDetails))
                {
                    outcomes[node] = new NodeOutcome(NodeOutcome.Failed, Since(began), Since(context.CurrentUtcDateTime), e.FailureDetails.ErrorMessage, null);
                    return node;
                }
                catch (TaskFailedException)
                {
                    await context.CreateTimer(FirstRetry * Math.Pow(2, attempt - 1), CancellationToken.None);
                }
            }
        }

        void Settle(int node)
        {
            if (outcomes[node].State == NodeOutcome.Completed)
            {
                ready.Complete(node);
                progress = progress with { Completed = progress.Completed + 1 };
                return;
            }

            var cancelled = ready.Fail(node);
            foreach (var dependant in cancelled)
            {
                outcomes[dependant] = new NodeOutcome(NodeOutcome.Cancelled, null, null, null, order.Nodes[node].Id);
            }

            progress = progress with { Failed = progress.Failed + 1, Cancelled = progress.Cancelled + cancelled.Count };
        }

        static bool CanHelp(TaskFailureDetails failure) =>
            !failure.IsCausedBy<PermanentFailureException>() && (failure.InnerFailure is not { } cause || CanHelp(cause));

        double Since(DateTimeOffset time) => Math.Max(0, (time - startedAt).TotalMilliseconds);
    }
}
