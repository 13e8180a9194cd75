using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.Functions.Pipelines.Stages;

namespace WorkDistribution.Functions.Pipelines.Definitions;

/// <summary>Folds items of a stage of known types.</summary>
internal sealed class FoldRunner<TStage, TIn, TState> : IFoldRunner
    where TStage : IPipelineFold<TIn, TState>
{
    public async Task RunAsync(IServiceProvider services, Stream? state, IAsyncEnumerable<Stream> items, Stream output, CancellationToken cancellationToken)
    {
        var fold = ActivatorUtilities.CreateInstance<TStage>(services);
        var current = state is null ? fold.Seed() : await PipelineJson.ReadAsync<TState>(state, cancellationToken);
        await foreach (var stream in items.WithCancellation(cancellationToken))
        {
            await using (stream)
            {
                current = fold.Fold(current, await PipelineJson.ReadAsync<TIn>(stream, cancellationToken));
            }
        }

        await JsonSerializer.SerializeAsync(output, current, PipelineJson.Options, cancellationToken);
    }
}
