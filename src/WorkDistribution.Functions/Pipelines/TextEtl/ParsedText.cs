using WorkDistribution.Core.Pipelines.Text;

namespace WorkDistribution.Functions.Pipelines.TextEtl;

/// <summary>Lines of a file.</summary>
/// <param name="Source">The file they are from.</param>
/// <param name="Lines">The lines.</param>
internal sealed record ParsedText(string Source, IReadOnlyList<ParsedLine> Lines);
