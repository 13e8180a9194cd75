using System.Globalization;
using System.Text.Json;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.MapReduce.Input;

/// <summary>
/// Documents that came with a request. They go to the object store, one after the other in one object, so that neither the history nor
/// a folder full of tiny files grows with them.
/// </summary>
internal sealed class DocumentInputSource(IObjectStore store) : IInputSource
{
    private const string ContentName = "documents";
    private const string LengthsName = "documents.json";

    public InputKind Kind => InputKind.Documents;

    /// <summary>Stores documents under a prefix.</summary>
    public async Task StoreAsync(string prefix, IReadOnlyList<ReadOnlyMemory<byte>> documents, CancellationToken cancellationToken)
    {
        await using (var writer = await store.CreateAsync(prefix + ContentName, cancellationToken: cancellationToken))
        {
            foreach (var document in documents)
            {
                await writer.Content.WriteAsync(document, cancellationToken);
            }

            await writer.CommitAsync(cancellationToken);
        }

        await using var lengths = await store.CreateAsync(prefix + LengthsName, cancellationToken: cancellationToken);
        await JsonSerializer.SerializeAsync(lengths.Content, documents.Select(static document => document.Length), cancellationToken: cancellationToken);
        await lengths.CommitAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<InputItem>> FindAsync(JobInput input, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await store.OpenReadAsync(input.Documents + LengthsName, 0, cancellationToken);
            var lengths = await JsonSerializer.DeserializeAsync<int[]>(stream, cancellationToken: cancellationToken) ?? [];
            var items = new List<InputItem>(lengths.Length);
            long start = 0;
            for (var i = 0; i < lengths.Length; i++)
            {
                items.Add(new InputItem(string.Create(CultureInfo.InvariantCulture, $"document-{i:D5}"), lengths[i], start));
                start += lengths[i];
            }

            return items;
        }
        catch (Exception e) when (e is ObjectNotFoundException or ArgumentException)
        {
            throw new InputRejectedException(input.Field, "documents are sent with the request that starts a job; these were not, or are gone.");
        }
    }

    public async Task<Stream> OpenAsync(JobInput input, InputItem item, long offset, CancellationToken cancellationToken)
    {
        var stream = await store.OpenReadAsync(input.Documents + ContentName, item.Start + offset, cancellationToken);
        return new BoundedStream(stream, item.Length - offset);
    }
}
