using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.Simulation.Engine;

namespace WorkDistribution.Simulation.Workloads;

/// <summary>A tree of sub-orchestrations, some of which fail, with ids that are chosen or made by the engine.</summary>
internal sealed class TreeWorkload(SimulatedWorld world, string id) : Workload(world, id)
{
    private readonly TreeNode _root = new(id, world.Random.Next(1, 4), world.Random.Next(1, 4), world.Random.Next(2) == 0);

    public static void Register(DurableFunctionRegistry functions, SimulatedWorld world) => functions
        .Activity(world, "Leaf", static (n, _) => n)
        .Orchestrator<TreeNode>("Tree", RunAsync);

    public override void Verify() => EnsureOutput(Id, _root.Leaves.ToString(CultureInfo.InvariantCulture));

    protected override Task WorkAsync(DurableTaskClient client) => RunAsync(client, "Tree", Id, _root);

    private static async Task<object?> RunAsync(TaskOrchestrationContext context, TreeNode node)
    {
        var sum = node.Depth == 0
            ? await context.CallActivityAsync<int>("Leaf", 1)
            : (await Task.WhenAll(node.Children().Select(child => RunChildAsync(context, child)))).Sum();
        return node.Fails ? throw new InvalidOperationException("The node fails.") : sum;
    }

    private static async Task<int> RunChildAsync(TaskOrchestrationContext context, TreeNode child)
    {
        try
        {
            var options = child.ChoosesIds ? new SubOrchestrationOptions { InstanceId = child.Path } : null;
            return await context.CallSubOrchestratorAsync<int>("Tree", child, options);
        }
        catch (TaskFailedException) when (child.Fails)
        {
            return 0;
        }
    }
}
