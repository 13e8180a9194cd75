using System.Diagnostics.CodeAnalysis;

namespace WorkDistribution.Core.MapReduce;

/// <summary>The jobs that can be run, by name. Names are case-insensitive.</summary>
public sealed class JobRegistry
{
    private readonly Dictionary<string, Func<JobParameters, MapReduceJob>> factories = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names of the jobs, sorted.</summary>
    public IReadOnlyList<string> Names => [.. factories.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Makes a registry that holds <c>word-count</c>, <c>inverted-index</c>, <c>grep</c> and <c>sort</c>.</summary>
    public static JobRegistry CreateDefault() => new JobRegistry()
        .Add("word-count", _ => new WordCountJob())
        .Add("inverted-index", _ => new InvertedIndexJob())
        .Add("grep", static parameters => new GrepJob(parameters))
        .Add("sort", _ => new SortJob());

    /// <summary>Adds a job.</summary>
    /// <param name="name">Its name in URLs and on the command line.</param>
    /// <param name="create">Makes an instance from the client's parameters; called for every task, and once to validate a request.</param>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public JobRegistry Add(string name, Func<JobParameters, MapReduceJob> create)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (!factories.TryAdd(name, create))
        {
            throw new ArgumentException($"A job named '{name}' is already registered.", nameof(name));
        }

        return this;
    }

    /// <summary>Whether there is a job of that name.</summary>
    public bool Contains(string name) => factories.ContainsKey(name);

    /// <summary>Makes an instance of a job for one task.</summary>
    /// <param name="name">Name of the job.</param>
    /// <param name="parameters">The client's parameters; null for none.</param>
    /// <param name="job">The job.</param>
    /// <returns>False when no job has that name.</returns>
    /// <exception cref="JobParameterException">A parameter is missing, wrong or unknown.</exception>
    public bool TryCreate(string name, IReadOnlyDictionary<string, string>? parameters, [NotNullWhen(true)] out MapReduceJob? job)
    {
        job = null;
        if (!factories.TryGetValue(name, out var create))
        {
            return false;
        }

        var values = new JobParameters(parameters);
        job = create(values);
        values.ThrowIfUnread();
        return true;
    }
}
