using WorkDistribution.Core.Pipelines.Text;
using WorkDistribution.Functions.Pipelines.Stages;

namespace WorkDistribution.Functions.Pipelines.TextEtl;

/// <summary>Tells what each line is and how long it takes to read, and leaves its text behind.</summary>
internal sealed class EnrichStage : IPipelineStage<ParsedText, EnrichedText>
{
    public Task<EnrichedText> RunAsync(ParsedText item, StageContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new EnrichedText(item.Source, [.. item.Lines.Select(LineClassifier.Enrich)]));
}
