using Microsoft.Azure.Functions.Worker;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.Pipelines.Orchestration;
using WorkDistribution.Functions.Pipelines.Storage;

namespace WorkDistribution.Functions.Pipelines.Activities;

/// <summary>Completes the output of a pipeline that ended, and deletes the objects between its stages.</summary>
internal sealed class PublishActivity(IObjectStore store)
{
    private const int MaxFiles = 100;

    /// <summary>Publishes the output; once more if that was done before.</summary>
    [Function(PipelineFunctionNames.Publish)]
    public async Task<PublishedPipeline> RunAsync([ActivityTrigger] PublishOrder order, CancellationToken cancellationToken)
    {
        var layout = new PipelineLayout(order.Run);
        if (await store.ExistsAsync(layout.Order, cancellationToken))
        {
            await WriteDeadLettersAsync(layout, cancellationToken);
            if (order.LastFold is { } fold)
            {
                await CopyAsync(layout.FoldState(fold.Stage, fold.Number), layout.Result, cancellationToken);
            }

            // From here on the output is complete, and the rest may be gone.
            await store.DeletePrefixAsync(layout.Running, cancellationToken);
        }

        await store.DeletePrefixAsync(layout.Work, cancellationToken);
        return new PublishedPipeline(store.Locate(layout.Output), await ListAsync(layout, cancellationToken));
    }

    private async Task WriteDeadLettersAsync(PipelineLayout layout, CancellationToken cancellationToken)
    {
        var letters = new List<DeadLetter>();
        await foreach (var letter in store.ListAsync(layout.DeadLetters, cancellationToken))
        {
            letters.Add(await store.ReadJsonAsync<DeadLetter>(letter.Name, cancellationToken));
        }

        if (letters.Count > 0)
        {
            await store.WriteJsonAsync(layout.DeadLetterList, letters, cancellationToken, transient: false);
        }
    }

    private async Task CopyAsync(string source, string target, CancellationToken cancellationToken)
    {
        await using var from = await store.OpenReadAsync(source, cancellationToken: cancellationToken);
        await using var to = await store.CreateAsync(target, cancellationToken: cancellationToken);
        await from.CopyToAsync(to.Content, cancellationToken);
        await to.CommitAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<string>> ListAsync(PipelineLayout layout, CancellationToken cancellationToken)
    {
        var files = new List<string>();
        await foreach (var stored in store.ListAsync(layout.Output, cancellationToken))
        {
            var name = stored.Name[layout.Output.Length..];
            if (!name.StartsWith("items/", StringComparison.Ordinal) && files.Count < MaxFiles)
            {
                files.Add(name);
            }
        }

        return files;
    }
}
