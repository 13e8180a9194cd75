using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.Pipelines.Stages;

/// <summary>What a stage knows of its pipeline.</summary>
public sealed class StageContext
{
    private readonly IObjectStore _store;
    private readonly string _output;

    internal StageContext(IObjectStore store, string output, int item)
    {
        (_store, _output, Item) = (store, output, item);
    }

    /// <summary>Index of the item, from 0 in the order of the source; 0 behind a stage that folds.</summary>
    public int Item { get; }

    /// <summary>Begins an object of the pipeline's output; committing it replaces one of the same name.</summary>
    /// <param name="name">Its name, see <see cref="ObjectName"/>; names that two items share must not occur.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    public Task<ObjectWriter> CreateOutputAsync(string name, CancellationToken cancellationToken) =>
        _store.CreateAsync(_output + name, cancellationToken: cancellationToken);
}
