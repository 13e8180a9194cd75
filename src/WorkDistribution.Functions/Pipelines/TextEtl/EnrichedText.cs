using WorkDistribution.Core.Pipelines.Text;

namespace WorkDistribution.Functions.Pipelines.TextEtl;

/// <summary>What was found out about lines of a file.</summary>
/// <param name="Source">The file they are from.</param>
/// <param name="Lines">The lines.</param>
internal sealed record EnrichedText(string Source, IReadOnlyList<EnrichedLine> Lines);
