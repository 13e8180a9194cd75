using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.Functions.Pipelines.Stages;

namespace WorkDistribution.Functions.Pipelines.Definitions;

/// <summary>Runs items of a stage of known types.</summary>
internal sealed class StageRunner<TStage, TIn, TOut> : IStageRunner
    where TStage : IPipelineStage<TIn, TOut>
{
    public async Task RunAsync(IServiceProvider services, Stream input, Stream output, StageContext context, CancellationToken cancellationToken)
    {
        var item = await PipelineJson.ReadAsync<TIn>(input, cancellationToken);
        var result = await ActivatorUtilities.CreateInstance<TStage>(services).RunAsync(item, context, cancellationToken);
        await JsonSerializer.SerializeAsync(output, result, PipelineJson.Options, cancellationToken);
    }
}
