using CsCheck;
using WorkDistribution.Core.Partitioning;

namespace WorkDistribution.Core.Tests.Partitioning;

public sealed class ConsistentHashRingTests
{
    private static readonly string[] _keys = [.. Enumerable.Range(0, 4_000).Select(static i => $"user{i}")];

    private static readonly Gen<string[]> _nodes = Gen.String[Gen.Char.AlphaNumeric, 1, 12].Array[2, 12].Select(static names => names.Distinct().ToArray())
        .Where(static names => names.Length >= 2);

    // Golden values: what one process placed, another must find.
    [Theory]
    [InlineData("", "beta gamma alpha delta")]
    [InlineData("user123", "beta alpha delta gamma")]
    [InlineData("naïve", "alpha beta gamma delta")]
    [InlineData("日本語", "delta gamma beta alpha")]
    public void A_keys_place_never_changes(string key, string order) =>
        Assert.Equal(order, string.Join(' ', Ring("alpha", "beta", "gamma", "delta").Walk(key)));

    [Fact]
    public void Adding_a_node_moves_about_its_share_of_keys_and_only_to_it()
    {
        _nodes.Sample(
            static nodes =>
            {
                var (before, after) = (Ring(nodes[1..]), Ring(nodes[1..]).With(nodes[0]));
                var moved = 0;
                foreach (var key in _keys)
                {
                    var owner = after.Locate(key);
                    if (owner != before.Locate(key))
                    {
                        Assert.Equal(nodes[0], owner);
                        moved++;
                    }
                }

                // 150 places a node: its share is 1/N within about 8 % (one standard deviation).
                Assert.InRange(moved * nodes.Length / (double)_keys.Length, 0.55, 1.5);
            },
            iter: 30);
    }

    [Fact]
    public void Removing_a_node_moves_its_keys_only_each_to_its_next_replica()
    {
        _nodes.Sample(
            static nodes =>
            {
                var before = Ring(nodes);
                var after = before.Without(nodes[0]);
                foreach (var key in _keys)
                {
                    var replicas = before.Replicas(key, 2);
                    Assert.Equal(replicas[0] == nodes[0] ? replicas[1] : replicas[0], after.Locate(key));
                }
            },
            iter: 20);
    }

    [Fact]
    public void No_node_has_far_more_or_fewer_keys_than_the_average()
    {
        _nodes.Sample(
            static nodes =>
            {
                var ring = Ring(nodes);
                var average = _keys.Length / (double)nodes.Length;
                var shares = _keys.CountBy(ring.Locate).ToDictionary();
                Assert.All(nodes, node => Assert.InRange(shares[node] / average, 0.55, 1.5));
            },
            iter: 30);
    }

    [Fact]
    public void Replicas_are_distinct_and_the_first_is_the_keys_own()
    {
        Gen.Select(_nodes, Gen.String, Gen.Int[0, 14]).Sample(static (nodes, key, count) =>
        {
            var replicas = Ring(nodes).Replicas(key, count);
            Assert.Equal(Math.Min(count, nodes.Length), replicas.Count);
            Assert.Equal(replicas.Count, replicas.Distinct().Count());
            Assert.True(count == 0 || replicas[0] == Ring(nodes).Locate(key));
        });
    }

    [Fact]
    public void The_order_in_which_nodes_came_does_not_matter()
    {
        Gen.Select(_nodes, Gen.Int).Sample(
            static (nodes, seed) =>
            {
                var shuffled = nodes.ToArray();
                new Random(seed).Shuffle(shuffled);
                var grown = shuffled.Aggregate(Ring(), static (ring, node) => ring.With(node)).With("other").Without("other");
                Assert.All(_keys.Take(50), key => Assert.Equal(Ring(nodes).Walk(key), grown.Walk(key)));
            },
            iter: 5);
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Assert.Throws<InvalidOperationException>(static () => Ring().Locate("key"));
        Assert.Empty(Ring().Replicas("key", 3));
        Assert.Throws<ArgumentException>(static () => Ring("a", "a"));
        Assert.Throws<ArgumentException>(static () => Ring("a").With("a"));
        Assert.Throws<ArgumentException>(static () => Ring("a").Without("b"));
    }

    private static ConsistentHashRing<string> Ring(params string[] nodes) => new(nodes, static node => node);
}
