namespace WorkDistribution.Simulation.Workloads;

/// <summary>A node of a tree of sub-orchestrations. <paramref name="Path"/> is its instance id if ids are chosen.</summary>
internal sealed record TreeNode(string Path, int Depth, int Breadth, bool ChoosesIds)
{
    /// <summary>Whether the node fails after its children have ended; its parent counts it as nothing.</summary>
    public bool Fails => Path.EndsWith(".2.1", StringComparison.Ordinal);

    /// <summary>What the node comes to, by the model; a node that fails included.</summary>
    public int Leaves => Depth == 0 ? 1 : Children().Where(child => !child.Fails).Sum(child => child.Leaves);

    public IEnumerable<TreeNode> Children() =>
        Enumerable.Range(1, Breadth).Select(i => this with { Path = $"{Path}.{i}", Depth = Depth - 1 });
}
