using System.Diagnostics.CodeAnalysis;

namespace WorkDistribution.Functions.Pipelines.Definitions;

/// <summary>The pipelines that can be started, by name. Names are case-insensitive.</summary>
/// <param name="pipelines">The pipelines of the app.</param>
internal sealed class PipelineRegistry(IEnumerable<PipelineDefinition> pipelines)
{
    private readonly SortedDictionary<string, PipelineDefinition> _pipelines =
        new(pipelines.ToDictionary(static pipeline => pipeline.Name), StringComparer.OrdinalIgnoreCase);

    /// <summary>All pipelines, by name.</summary>
    public IReadOnlyCollection<PipelineDefinition> All => _pipelines.Values;

    /// <summary>Finds a pipeline.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out PipelineDefinition? pipeline) => _pipelines.TryGetValue(name, out pipeline);
}
