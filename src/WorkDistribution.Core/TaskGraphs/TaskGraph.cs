namespace WorkDistribution.Core.TaskGraphs;

/// <summary>
/// Tasks and the dependencies between them: a directed acyclic graph, with the lengths that scheduling needs. Nodes are known by their
/// index in the order in which they were given. Building it costs O(nodes + edges).
/// </summary>
/// <remarks>
/// A node's <em>bottom level</em> is the longest expected time from its start to the end of the graph. Starting ready nodes by
/// descending bottom level is list scheduling by the critical path (Graham, 1969; Kelley and Walker, 1959): at most (2 - 1/workers)
/// times as long as the best schedule.
/// </remarks>
public sealed class TaskGraph
{
    private readonly int[][] _dependants;
    private readonly int[][] _dependencies;
    private readonly double[] _bottomLevels;

    private TaskGraph(IReadOnlyList<TaskNode> nodes, int[][] dependencies, int[][] dependants, int[] order)
    {
        Nodes = nodes;
        _dependencies = dependencies;
        _dependants = dependants;
        _bottomLevels = new double[nodes.Count];
        for (var i = order.Length - 1; i >= 0; i--)
        {
            var node = order[i];
            var longest = dependants[node].Length == 0 ? 0 : dependants[node].Max(next => _bottomLevels[next]);
            _bottomLevels[node] = nodes[node].ExpectedMs + longest;
        }

        SequentialMs = nodes.Sum(static node => node.ExpectedMs);
        CriticalPath = FindCriticalPath();
        CriticalPathMs = CriticalPath.Sum(node => nodes[node].ExpectedMs);
    }

    /// <summary>The tasks.</summary>
    public IReadOnlyList<TaskNode> Nodes { get; }

    /// <summary>How long one worker would take: the sum of the expected times, in milliseconds.</summary>
    public double SequentialMs { get; }

    /// <summary>The shortest time possible with any number of workers, in milliseconds.</summary>
    public double CriticalPathMs { get; }

    /// <summary>The nodes of a longest path, first to last.</summary>
    public IReadOnlyList<int> CriticalPath { get; }

    /// <summary>Makes a graph.</summary>
    /// <param name="nodes">At least one.</param>
    /// <param name="edges">Dependencies between them.</param>
    /// <exception cref="InvalidTaskGraphException">They make no graph; the problems name each place, and the path of a cycle.</exception>
    public static TaskGraph Create(IReadOnlyList<TaskNode> nodes, IReadOnlyList<TaskEdge> edges)
    {
        var problems = new List<GraphProblem>();
        var index = Index(nodes, problems);
        var (dependencies, dependants) = Link(nodes.Count, index, edges, problems);
        var order = TopologicalOrder(dependencies, dependants);
        if (order.Length < nodes.Count)
        {
            var cycle = FindCycle(dependencies, order).Select(node => nodes[node].Id);
            problems.Add(new GraphProblem("edges", $"have a cycle: {string.Join(" → ", cycle)}. Remove one of these edges."));
        }

        return problems.Count == 0 ? new TaskGraph(nodes, dependencies, dependants, order) : throw new InvalidTaskGraphException(problems);
    }

    /// <summary>The nodes that a node waits for.</summary>
    public IReadOnlyList<int> DependenciesOf(int node) => _dependencies[node];

    /// <summary>The nodes that wait for a node.</summary>
    public IReadOnlyList<int> DependantsOf(int node) => _dependants[node];

    /// <summary>The longest expected time from the start of a node to the end of the graph, in milliseconds.</summary>
    public double BottomLevel(int node) => _bottomLevels[node];

    /// <summary>All nodes that cannot run without the given one, directly or not.</summary>
    public IReadOnlySet<int> ReachableFrom(int node)
    {
        var reached = new HashSet<int>();
        var open = new Stack<int>(_dependants[node]);
        while (open.TryPop(out var next))
        {
            if (reached.Add(next))
            {
                foreach (var dependant in _dependants[next])
                {
                    open.Push(dependant);
                }
            }
        }

        return reached;
    }

    private static Dictionary<string, int> Index(IReadOnlyList<TaskNode> nodes, List<GraphProblem> problems)
    {
        if (nodes.Count == 0)
        {
            problems.Add(new GraphProblem("nodes", "is empty: give at least one node."));
        }

        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < nodes.Count; i++)
        {
            if (!index.TryAdd(nodes[i].Id, i))
            {
                problems.Add(new GraphProblem($"nodes[{i}].id", $"'{nodes[i].Id}' is the id of nodes[{index[nodes[i].Id]}] already."));
            }

            if (!(nodes[i].ExpectedMs >= 0 && double.IsFinite(nodes[i].ExpectedMs)))
            {
                problems.Add(new GraphProblem($"nodes[{i}].expectedMs", "must be a number of milliseconds, at least 0."));
            }
        }

        return index;
    }

    private static (int[][] Dependencies, int[][] Dependants) Link(
        int count, Dictionary<string, int> index, IReadOnlyList<TaskEdge> edges, List<GraphProblem> problems)
    {
        var dependencies = new List<int>[count];
        var dependants = new List<int>[count];
        for (var i = 0; i < count; i++)
        {
            dependencies[i] = [];
            dependants[i] = [];
        }

        var seen = new HashSet<TaskEdge>();
        for (var i = 0; i < edges.Count; i++)
        {
            var (from, to) = edges[i];
            var unknown = new[] { from, to }.Where(id => !index.ContainsKey(id)).Distinct(StringComparer.Ordinal).ToList();
            if (unknown.Count > 0)
            {
                problems.Add(new GraphProblem($"edges[{i}]", $"names {string.Join(" and ", unknown.Select(static id => $"'{id}'"))}, which is no node of this graph."));
            }
            else if (!seen.Add(edges[i]))
            {
                problems.Add(new GraphProblem($"edges[{i}]", $"'{from}' → '{to}' was given before."));
            }
            else
            {
                dependencies[index[to]].Add(index[from]);
                dependants[index[from]].Add(index[to]);
            }
        }

        return ([.. dependencies.Select(static list => list.ToArray())], [.. dependants.Select(static list => list.ToArray())]);
    }

    // Kahn, 1962. Nodes on a cycle, and those behind one, are missing from the result.
    private static int[] TopologicalOrder(int[][] dependencies, int[][] dependants)
    {
        var waiting = dependencies.Select(static list => list.Length).ToArray();
        var order = new List<int>(waiting.Length);
        order.AddRange(Enumerable.Range(0, waiting.Length).Where(node => waiting[node] == 0));
        for (var i = 0; i < order.Count; i++)
        {
            foreach (var next in dependants[order[i]])
            {
                if (--waiting[next] == 0)
                {
                    order.Add(next);
                }
            }
        }

        return [.. order];
    }

    // Every node that is missing from the order has a dependency that is missing too: walking back must come to a node twice.
    private static List<int> FindCycle(int[][] dependencies, int[] order)
    {
        var ordered = order.ToHashSet();
        var position = new Dictionary<int, int>();
        var path = new List<int>();
        var node = Enumerable.Range(0, dependencies.Length).First(candidate => !ordered.Contains(candidate));
        while (position.TryAdd(node, path.Count))
        {
            path.Add(node);
            node = dependencies[node].First(candidate => !ordered.Contains(candidate));
        }

        var cycle = path[position[node]..];
        cycle.Reverse();
        cycle.Insert(0, cycle[^1]);
        return cycle;
    }

    private List<int> FindCriticalPath()
    {
        var path = new List<int>();
        var candidates = Enumerable.Range(0, Nodes.Count).Where(node => _dependencies[node].Length == 0);
        while (candidates.Any())
        {
            path.Add(candidates.MaxBy(node => _bottomLevels[node]));
            candidates = _dependants[path[^1]];
        }

        return path;
    }
}
