namespace WorkDistribution.Functions.Pipelines.Definitions;

/// <summary>Folds items from objects to an object, whatever their types are.</summary>
internal interface IFoldRunner
{
    /// <summary>Reads the state, adds the items and writes the state.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="state">JSON of the state to go on from; null to begin.</param>
    /// <param name="items">Opens each item, a stream of JSON, in the order in which they are folded.</param>
    /// <param name="output">Takes the JSON of the new state.</param>
    /// <param name="cancellationToken">Cancels the fold.</param>
    Task RunAsync(IServiceProvider services, Stream? state, IAsyncEnumerable<Stream> items, Stream output, CancellationToken cancellationToken);
}
