using WorkDistribution.Core.Pipelines.Text;
using WorkDistribution.Functions.Pipelines.Stages;

namespace WorkDistribution.Functions.Pipelines.TextEtl;

/// <summary>Adds lines up by file and kind.</summary>
internal sealed class AggregateStage : IPipelineFold<EnrichedText, TextTotals>
{
    public TextTotals Seed() => new();

    public TextTotals Fold(TextTotals state, EnrichedText item)
    {
        state.Add(item.Source, item.Lines);
        return state;
    }
}
