using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace WorkDistribution.Core.Partitioning;

/// <summary>
/// Maps keys to nodes so that a node that comes or goes moves about 1/N of the keys: those it takes, or those it had. Immutable, hence
/// safe for concurrent use; the same in every process.
/// </summary>
/// <remarks>
/// Karger et al., "Consistent Hashing and Random Trees" (STOC 1997). Each node stands on the ring at the hashes of <c>name:0</c>,
/// <c>name:1</c> and so on (XxHash3 of the UTF-8 text, 64 bits); a key belongs to the first of them at or after its own hash.
/// </remarks>
/// <typeparam name="TNode">Type of a node.</typeparam>
public sealed class ConsistentHashRing<TNode>
{
    private readonly Func<TNode, string> name;
    private readonly int virtualNodes;
    private readonly TNode[] nodes;

    /// <summary>Where virtual nodes stand, ascending.</summary>
    private readonly ulong[] positions;

    /// <summary>Index in <see cref="nodes"/> of what stands at each position.</summary>
    private readonly int[] owners;

    /// <summary>Makes a ring.</summary>
    /// <param name="nodes">The nodes; may be none. Their order does not matter for where keys go.</param>
    /// <param name="name">Name of a node: unique on the ring, and always the same for a node.</param>
    /// <param name="virtualNodes">Places of a node on the ring, from 1 to 10,000; more spread the keys more evenly. Default 150.</param>
    /// <exception cref="ArgumentException">Two nodes have one name, or a bound is not kept.</exception>
    public ConsistentHashRing(IEnumerable<TNode> nodes, Func<TNode, string> name, int virtualNodes = 150)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(virtualNodes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(virtualNodes, 10_000);
        (this.name, this.virtualNodes) = (name, virtualNodes);

        // In the order of their names, which so decides should two positions be equal.
        this.nodes = [.. nodes.OrderBy(name, StringComparer.Ordinal)];
        for (var i = 1; i < this.nodes.Length; i++)
        {
            if (name(this.nodes[i - 1]) == name(this.nodes[i]))
            {
                throw new ArgumentException($"Node '{name(this.nodes[i])}' is on the ring twice.", nameof(nodes));
            }
        }

        var places = new List<(ulong Position, int Owner)>(this.nodes.Length * virtualNodes);
        for (var owner = 0; owner < this.nodes.Length; owner++)
        {
            for (var index = 0; index < virtualNodes; index++)
            {
                places.Add((Hash(string.Create(CultureInfo.InvariantCulture, $"{name(this.nodes[owner])}:{index}")), owner));
            }
        }

        places.Sort();
        positions = [.. places.Select(static place => place.Position)];
        owners = [.. places.Select(static place => place.Owner)];
    }

    /// <summary>The nodes, in the order of their names.</summary>
    public IReadOnlyList<TNode> Nodes => nodes;

    /// <summary>The ring with one node more.</summary>
    /// <exception cref="ArgumentException">A node of that name is on the ring.</exception>
    public ConsistentHashRing<TNode> With(TNode node) => new(nodes.Append(node), name, virtualNodes);

    /// <summary>The ring without a node.</summary>
    /// <exception cref="ArgumentException">No node of that name is on the ring.</exception>
    public ConsistentHashRing<TNode> Without(TNode node)
    {
        var left = nodes.Where(other => name(other) != name(node)).ToList();
        return left.Count < nodes.Length
            ? new(left, name, virtualNodes)
            : throw new ArgumentException($"Node '{name(node)}' is not on the ring.", nameof(node));
    }

    /// <summary>The node that a key belongs to.</summary>
    /// <exception cref="InvalidOperationException">The ring has no nodes.</exception>
    public TNode Locate(string key) => nodes.Length > 0
        ? nodes[owners[IndexOf(key)]]
        : throw new InvalidOperationException($"Key '{key}' belongs to no node: the ring is empty.");

    /// <summary>The node that a key belongs to, and the others in the order in which they would take its place; each once.</summary>
    /// <remarks>The first R of them are where R replicas of the key belong.</remarks>
    public IEnumerable<TNode> Walk(string key)
    {
        if (nodes.Length == 0)
        {
            yield break;
        }

        var met = new bool[nodes.Length];
        var start = IndexOf(key);
        for (int step = 0, left = nodes.Length; left > 0; step++)
        {
            var owner = owners[(start + step) % owners.Length];
            if (!met[owner])
            {
                met[owner] = true;
                left--;
                yield return nodes[owner];
            }
        }
    }

    /// <summary>Where replicas of a key belong: distinct nodes, the key's own first; fewer when there are not as many nodes.</summary>
    /// <param name="key">The key.</param>
    /// <param name="count">How many, from 0.</param>
    public IReadOnlyList<TNode> Replicas(string key, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return [.. Walk(key).Take(count)];
    }

    private static ulong Hash(string text) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(text));

    private int IndexOf(string key)
    {
        var index = Array.BinarySearch(positions, Hash(key));
        if (index < 0)
        {
            // Past the last place the ring begins again.
            index = ~index == positions.Length ? 0 : ~index;
        }

        // Of equal positions the first, which a binary search need not find.
        while (index > 0 && positions[index - 1] == positions[index])
        {
            index--;
        }

        return index;
    }
}
