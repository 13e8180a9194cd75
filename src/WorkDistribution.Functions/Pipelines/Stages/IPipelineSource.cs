using System.Text.Json;

namespace WorkDistribution.Functions.Pipelines.Stages;

/// <summary>Where the items of a pipeline come from. What it returns is a function of the input alone: it runs again after a crash.</summary>
/// <typeparam name="TItem">An item, as JSON; a reference rather than the data itself.</typeparam>
public interface IPipelineSource<TItem>
{
    /// <summary>Checks the <c>input</c> of a request before the pipeline starts: quickly, so without reading all of it.</summary>
    /// <param name="input">The member <c>input</c> of the request; undefined when there was none.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <exception cref="PipelineInputException">Something is wrong with it.</exception>
    Task CheckAsync(JsonElement input, CancellationToken cancellationToken);

    /// <summary>Lists the items.</summary>
    /// <param name="input">The member <c>input</c> of the request.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="PipelineInputException">Something is wrong with it.</exception>
    IAsyncEnumerable<TItem> ListAsync(JsonElement input, CancellationToken cancellationToken);
}
