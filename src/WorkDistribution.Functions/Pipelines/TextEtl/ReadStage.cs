using WorkDistribution.Functions.MapReduce.Input;
using WorkDistribution.Functions.Pipelines.Stages;

namespace WorkDistribution.Functions.Pipelines.TextEtl;

/// <summary>Reads a split. A file that changed since it was listed is refused.</summary>
internal sealed class ReadStage(InputSources sources) : IPipelineStage<TextItem, TextChunk>
{
    public async Task<TextChunk> RunAsync(TextItem item, StageContext context, CancellationToken cancellationToken)
    {
        if (item.Length > TextLimits.MaxSplitBytes)
        {
            throw new PipelineItemException(
                $"Line {item.FirstLine} of '{item.File.Name}' has {item.Length} bytes; a line has at most {TextLimits.MaxSplitBytes}. Leave the file out, or break its lines.");
        }

        var bytes = new byte[item.Length];
        await using var stream = await sources[InputKind.Files].OpenAsync(new JobInput(InputKind.Files), item.File, item.Offset, cancellationToken);
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return new TextChunk(item.File.Name, item.FirstLine, bytes);
    }
}
