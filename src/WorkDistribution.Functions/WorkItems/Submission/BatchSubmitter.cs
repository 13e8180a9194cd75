using WorkDistribution.Core.Scheduling;

namespace WorkDistribution.Functions.WorkItems.Submission;

/// <summary>Stores the lines of a batch while it arrives: items of one partition in packs, up to four a transaction and a ticket, or a hundred rows.</summary>
internal sealed class BatchSubmitter(BatchServices services)
{
    /// <summary>Reads and stores a batch.</summary>
    /// <param name="body">Lines of JSON.</param>
    /// <param name="spread">How the items' due times are spread; those of the past count from now.</param>
    /// <param name="cancellationToken">Ends the call; what is stored then stays.</param>
    public async Task<BatchResult> SubmitAsync(Stream body, StartSpread spread, CancellationToken cancellationToken)
    {
        await using var batch = new SubmissionBatch(services, spread, cancellationToken);
        await foreach (var line in NdjsonReader.ReadAsync(body, services.Reader.MaxBytes, cancellationToken))
        {
            if (!await batch.TakeAsync(line))
            {
                break;
            }
        }

        return await batch.CompleteAsync();
    }
}
