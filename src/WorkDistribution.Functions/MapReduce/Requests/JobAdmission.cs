using WorkDistribution.Core.MapReduce;
using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.MapReduce.Input;
using WorkDistribution.Functions.MapReduce.Orchestration;
using WorkDistribution.Functions.MapReduce.Storage;

namespace WorkDistribution.Functions.MapReduce.Requests;

/// <summary>Checks a request against the jobs and the inputs there are, and settles what it leaves open.</summary>
internal sealed class JobAdmission(JobRegistry jobs, InputSources sources, DocumentInputSource documents)
{
    private const long MinDefaultSplitBytes = 1024 * 1024;

    /// <summary>Each map task builds and writes its table of distinct keys anew: small splits pay for that more often.</summary>
    private const long MaxDefaultSplitBytes = 128 * 1024 * 1024;

    /// <summary>With a few splits for each core, the last ones to finish leave no core idle for long.</summary>
    private const int DefaultSplitsPerMap = 4;

    /// <summary>Admits a request.</summary>
    /// <param name="job">The job's name as the requester wrote it.</param>
    /// <param name="body">The request's body.</param>
    /// <param name="instanceId">Id of the orchestration to be started.</param>
    /// <param name="errors">Takes everything that is wrong.</param>
    /// <param name="cancellationToken">Cancels the search for inputs.</param>
    /// <returns>The orchestration's input, or null when something is wrong.</returns>
    public async Task<MapReduceRequest?> AdmitAsync(
        string job, ReadOnlyMemory<byte> body, string instanceId, ValidationErrors errors, CancellationToken cancellationToken)
    {
        var name = jobs.Names.FirstOrDefault(known => known.Equals(job, StringComparison.OrdinalIgnoreCase));
        if (name is null)
        {
            errors.Add("job", $"There is no job '{job}'. There are: {string.Join(", ", jobs.Names)}.");
        }

        var request = new JobRequestReader(errors).Read(body);
        if (errors.IsEmpty)
        {
            CheckParameters(name!, request.Parameters, errors);
        }

        if (!errors.IsEmpty)
        {
            return null;
        }

        var (input, bytes) = await FindAsync(request, instanceId, errors, cancellationToken);
        if (!errors.IsEmpty)
        {
            return null;
        }

        var maxParallelMaps = request.MaxParallelMaps ?? Environment.ProcessorCount;
        return new MapReduceRequest(
            name!,
            input,
            request.Reducers ?? Math.Min(Environment.ProcessorCount, RequestLimits.MaxReducers),
            request.SplitBytes ?? Math.Clamp(bytes / (maxParallelMaps * DefaultSplitsPerMap), MinDefaultSplitBytes, MaxDefaultSplitBytes),
            maxParallelMaps,
            request.ToleratedFailures,
            request.Parameters,
            request.BackupTasks);
    }

    private void CheckParameters(string job, IReadOnlyDictionary<string, string> parameters, ValidationErrors errors)
    {
        try
        {
            jobs.TryCreate(job, parameters, out _);
        }
        catch (MapReduceUserException e)
        {
            errors.Add(e.Field, e.Message);
        }
    }

    private async Task<(JobInput Input, long Bytes)> FindAsync(
        JobRequest request, string instanceId, ValidationErrors errors, CancellationToken cancellationToken)
    {
        if (request.Documents is { } texts)
        {
            var stored = new JobInput(InputKind.Documents, Documents: JobLayout.Documents(instanceId));
            var length = texts.Sum(static text => (long)text.Length);
            if (length == 0)
            {
                errors.Add(stored.Field, "holds no text.");
            }
            else
            {
                await documents.StoreAsync(stored.Documents!, texts, cancellationToken);
            }

            return (stored, length);
        }

        var input = request.Files is { } files ? new JobInput(InputKind.Files, Files: files) : new JobInput(InputKind.Blobs, Blobs: request.Blobs);
        long bytes = 0;
        try
        {
            bytes = (await sources[input.Kind].FindAsync(input, cancellationToken)).Sum(static item => item.Length);
            if (bytes == 0)
            {
                errors.Add(input.Field, "The input is empty: everything it names has 0 bytes.");
            }
        }
        catch (MapReduceUserException e)
        {
            errors.Add(e.Field, e.Message);
        }

        return (input, bytes);
    }
}
