namespace WorkDistribution.Core.TaskGraphs;

/// <summary>
/// What may run next while a graph is being worked off: nodes whose dependencies are done, the longest way to the end first, in the order
/// given where that is equal. The outcome of a node is reported to <see cref="Complete"/> or <see cref="Fail"/>. Deterministic, so that
/// an orchestrator can use it; not thread-safe.
/// </summary>
public sealed class ReadyQueue
{
    private readonly TaskGraph _graph;
    private readonly int[] _waitingFor;
    private readonly int?[] _cancelledBy;
    private readonly PriorityQueue<int, (double, int)> _ready = new();

    /// <summary>Starts with the nodes that depend on nothing.</summary>
    public ReadyQueue(TaskGraph graph)
    {
        _graph = graph;
        _waitingFor = [.. Enumerable.Range(0, graph.Nodes.Count).Select(node => graph.DependenciesOf(node).Count)];
        _cancelledBy = new int?[graph.Nodes.Count];
        for (var node = 0; node < _waitingFor.Length; node++)
        {
            EnqueueIfReady(node);
        }
    }

    /// <summary>Takes the next node to start; false if none is ready.</summary>
    public bool TryTake(out int node) => _ready.TryDequeue(out node, out _);

    /// <summary>A node is done: its dependants wait for one less.</summary>
    public void Complete(int node)
    {
        foreach (var dependant in _graph.DependantsOf(node))
        {
            _waitingFor[dependant]--;
            EnqueueIfReady(dependant);
        }
    }

    /// <summary>A node failed: nothing that depends on it will run.</summary>
    /// <returns>The nodes that are cancelled by this failure and were not before, in ascending order.</returns>
    public IReadOnlyList<int> Fail(int node)
    {
        var cancelled = _graph.ReachableFrom(node).Where(reached => _cancelledBy[reached] is null).Order().ToList();
        foreach (var reached in cancelled)
        {
            _cancelledBy[reached] = node;
        }

        return cancelled;
    }

    /// <summary>The failed node that cancelled this one, or null.</summary>
    public int? CancelledBy(int node) => _cancelledBy[node];

    private void EnqueueIfReady(int node)
    {
        if (_waitingFor[node] == 0 && _cancelledBy[node] is null)
        {
            _ready.Enqueue(node, (-_graph.BottomLevel(node), node));
        }
    }
}
