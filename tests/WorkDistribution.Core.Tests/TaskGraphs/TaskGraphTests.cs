using CsCheck;
using WorkDistribution.Core.TaskGraphs;

namespace WorkDistribution.Core.Tests.TaskGraphs;

public sealed class TaskGraphTests
{
    // A graph of up to 12 nodes; edges go from lower to higher indices, so there is no cycle.
    private static readonly Gen<TaskGraph> Graphs =
        from times in Gen.Int[0, 1000].Array[1, 12]
        from links in Gen.Select(Gen.Int[0, times.Length - 1], Gen.Int[0, times.Length - 1]).Array[0, 30]
        select TaskGraph.Create(
            [.. times.Select(static (ms, i) => new TaskNode($"n{i}", ms))],
            [.. links.Where(static link => link.Item1 < link.Item2).Distinct().Select(static link => new TaskEdge($"n{link.Item1}", $"n{link.Item2}"))]);

    /// <summary>Seed, "Simple Example: Processing User Uploads"; the table there says 700 ms, its own dependencies give 1,100 ms.</summary>
    private static TaskGraph Photo() => TaskGraph.Create(
        [new("resize", 500), new("thumbnails", 300), new("filters", 400), new("metadata", 100), new("store", 200)],
        [new("resize", "thumbnails"), new("resize", "filters"), new("thumbnails", "store"), new("filters", "store"), new("metadata", "store")]);

    [Fact]
    public void Photo_upload_of_the_seed_has_a_critical_path_of_1100_ms()
    {
        var photo = Photo();

        Assert.Equal(1_500, photo.SequentialMs);
        Assert.Equal(1_100, photo.CriticalPathMs);
        Assert.Equal(["resize", "filters", "store"], photo.CriticalPath.Select(node => photo.Nodes[node].Id));
    }

    [Fact]
    public void Create_without_nodes_is_refused() =>
        Assert.Equal("nodes", Assert.Throws<InvalidTaskGraphException>(() => TaskGraph.Create([], [])).Problems[0].Field);

    [Fact]
    public void Create_names_duplicate_nodes_unknown_nodes_and_duplicate_edges()
    {
        var refused = Assert.Throws<InvalidTaskGraphException>(() => TaskGraph.Create(
            [new("a", 1), new("b", 1), new("a", 1)],
            [new("a", "b"), new("a", "x"), new("a", "b")]));

        Assert.Equal(["nodes[2].id", "edges[1]", "edges[2]"], refused.Problems.Select(static problem => problem.Field));
        Assert.Contains("'x'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_names_the_path_of_a_cycle_and_nothing_behind_it()
    {
        var refused = Assert.Throws<InvalidTaskGraphException>(() => TaskGraph.Create(
            [new("start", 1), new("a", 1), new("b", 1), new("c", 1), new("behind", 1)],
            [new("start", "a"), new("a", "b"), new("b", "c"), new("c", "a"), new("c", "behind")]));

        Assert.Contains("a → b → c → a", Assert.Single(refused.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_names_a_node_that_depends_on_itself() =>
        Assert.Contains(
            "a → a",
            Assert.Throws<InvalidTaskGraphException>(() => TaskGraph.Create([new("a", 1)], [new("a", "a")])).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Create_refuses_an_expected_time_that_is_none(double expected) =>
        Assert.Equal(
            "nodes[0].expectedMs",
            Assert.Throws<InvalidTaskGraphException>(() => TaskGraph.Create([new("a", expected)], [])).Problems[0].Field);

    [Fact]
    public void Critical_path_is_a_path_and_no_path_is_longer() =>
        Graphs.Sample(static graph =>
        {
            for (var i = 1; i < graph.CriticalPath.Count; i++)
            {
                Assert.Contains(graph.CriticalPath[i], graph.DependantsOf(graph.CriticalPath[i - 1]));
            }

            Assert.Equal(Enumerable.Range(0, graph.Nodes.Count).Max(node => Longest(graph, node)), graph.CriticalPathMs);
            Assert.True(graph.CriticalPathMs <= graph.SequentialMs);
        });

    [Fact]
    public void Ready_queue_runs_every_node_once_and_after_its_dependencies() =>
        Graphs.Sample(static graph =>
        {
            var queue = new ReadyQueue(graph);
            var done = new List<int>();
            while (queue.TryTake(out var node))
            {
                Assert.All(graph.DependenciesOf(node), dependency => Assert.Contains(dependency, done));
                done.Add(node);
                queue.Complete(node);
            }

            Assert.Equal(Enumerable.Range(0, graph.Nodes.Count), done.Order());
        });

    [Fact]
    public void Ready_queue_gives_the_node_with_the_longest_way_first()
    {
        var photo = Photo();
        var queue = new ReadyQueue(photo);

        Assert.True(queue.TryTake(out var first));
        Assert.True(queue.TryTake(out var second));
        Assert.False(queue.TryTake(out _));
        Assert.Equal(["resize", "metadata"], [photo.Nodes[first].Id, photo.Nodes[second].Id]);
        queue.Complete(first);
        Assert.True(queue.TryTake(out var third));
        Assert.Equal("filters", photo.Nodes[third].Id);
    }

    [Fact]
    public void Failed_node_cancels_exactly_what_depends_on_it() =>
        Gen.Select(Graphs, Gen.Int[0, 11]).Sample(static (graph, pick) =>
        {
            var broken = pick % graph.Nodes.Count;
            var queue = new ReadyQueue(graph);
            var ran = new List<int>();
            var cancelled = new List<int>();
            while (queue.TryTake(out var node))
            {
                ran.Add(node);
                if (node == broken)
                {
                    cancelled.AddRange(queue.Fail(node));
                }
                else
                {
                    queue.Complete(node);
                }
            }

            Assert.Equal(graph.ReachableFrom(broken).Order(), cancelled);
            Assert.Equal(Enumerable.Range(0, graph.Nodes.Count), ran.Concat(cancelled).Order());
            Assert.All(cancelled, node => Assert.Equal(broken, queue.CancelledBy(node)));
        });

    private static double Longest(TaskGraph graph, int node) =>
        graph.Nodes[node].ExpectedMs + graph.DependantsOf(node).Select(next => Longest(graph, next)).DefaultIfEmpty(0).Max();
}
