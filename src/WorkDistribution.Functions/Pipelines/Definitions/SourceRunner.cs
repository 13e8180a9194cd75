using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.Functions.Pipelines.Stages;

namespace WorkDistribution.Functions.Pipelines.Definitions;

/// <summary>Lists the items of a source of a known type.</summary>
internal sealed class SourceRunner<TSource, TItem> : ISourceRunner
    where TSource : IPipelineSource<TItem>
{
    public Task CheckAsync(IServiceProvider services, JsonElement input, CancellationToken cancellationToken) =>
        ActivatorUtilities.CreateInstance<TSource>(services).CheckAsync(input, cancellationToken);

    public async IAsyncEnumerable<byte[]> ListAsync(
        IServiceProvider services, JsonElement input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in ActivatorUtilities.CreateInstance<TSource>(services).ListAsync(input, cancellationToken))
        {
            yield return JsonSerializer.SerializeToUtf8Bytes(item, PipelineJson.Options);
        }
    }
}
