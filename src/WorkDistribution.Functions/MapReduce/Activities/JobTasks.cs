using WorkDistribution.Core.MapReduce;
using WorkDistribution.Core.Partitioning;
using WorkDistribution.Functions.MapReduce.Input;
using WorkDistribution.Functions.MapReduce.Storage;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.MapReduce.Activities;

/// <summary>What map, sample and reduce tasks share: the description of their job, instances of it, and its inputs.</summary>
internal sealed class JobTasks(IObjectStore store, JobRegistry jobs, InputSources sources)
{
    /// <summary>Reads the description of a job.</summary>
    public Task<JobDescription> DescribeAsync(JobLayout layout, CancellationToken cancellationToken) =>
        store.ReadJsonAsync<JobDescription>(layout.Description, cancellationToken);

    /// <summary>Makes an instance of the job for one task.</summary>
    /// <exception cref="MapReduceUserException">There is no such job, or a parameter is wrong.</exception>
    public MapReduceJob Create(JobDescription description) => Create(description.Job, description.Parameters);

    /// <inheritdoc cref="Create(JobDescription)"/>
    public MapReduceJob Create(string name, IReadOnlyDictionary<string, string>? parameters) =>
        jobs.TryCreate(name, parameters, out var job)
            ? job
            : throw new MapReduceUserException("job", $"There is no job '{name}'. There are: {string.Join(", ", jobs.Names)}.");

    /// <summary>Reads splits and how to open their ranges.</summary>
    public async Task<(IReadOnlyList<InputSplit> Splits, InputOpener Open)> ReadSplitsAsync(
        JobLayout layout, JobDescription description, IEnumerable<int> indices, CancellationToken cancellationToken)
    {
        var plan = new JobPlan(store, layout);
        var splits = new List<InputSplit>();
        var items = new Dictionary<string, InputItem>(StringComparer.Ordinal);
        foreach (var index in indices)
        {
            var ranges = new List<InputRange>();
            foreach (var range in await plan.ReadAsync(index, cancellationToken))
            {
                items[range.Item.Name] = range.Item;
                ranges.Add(new InputRange(range.Item.Name, range.Offset, range.Length));
            }

            splits.Add(new InputSplit(index, ranges));
        }

        var source = sources[description.Input.Kind];
        return (splits, async (range, token) => await source.OpenAsync(description.Input, items[range.Input], range.Offset, token));
    }
}
