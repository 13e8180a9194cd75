using WorkDistribution.Core.Pipelines.Text;
using WorkDistribution.Functions.Pipelines.Stages;

namespace WorkDistribution.Functions.Pipelines.TextEtl;

/// <summary>Makes records of lines. Binary data is refused.</summary>
internal sealed class ParseStage : IPipelineStage<TextChunk, ParsedText>
{
    public Task<ParsedText> RunAsync(TextChunk item, StageContext context, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult(new ParsedText(item.Source, LineParser.Parse(item.Bytes, item.FirstLine)));
        }
        catch (BinaryDataException e)
        {
            throw new PipelineItemException($"'{item.Source}': {e.Message}");
        }
    }
}
