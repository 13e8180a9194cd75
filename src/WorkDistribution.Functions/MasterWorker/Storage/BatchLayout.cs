namespace WorkDistribution.Functions.MasterWorker.Storage;

/// <summary>Where the objects of one batch lie: <c>master-worker/ID/</c>. The id is one of ours, so it is a valid segment.</summary>
/// <param name="Id">The master's id.</param>
internal readonly record struct BatchLayout(string Id)
{
    /// <summary>Payloads in one page: a worker reads a page to get its payload.</summary>
    public const int PageSize = 50;

    private string Root => $"master-worker/{Id}/";

    /// <summary>All results, in the order of the tasks: what outlives the batch.</summary>
    public string Results => Root + "results.json";

    /// <summary>Prefix of what does not.</summary>
    public string Work => Root + "work/";

    /// <summary>The page that holds a task's payload.</summary>
    public string Page(int task) => FormattableString.Invariant($"{Work}payloads/{task / PageSize:D5}.json");

    /// <summary>The result of a task. Where it is, the task is done.</summary>
    public string Result(int task) => FormattableString.Invariant($"{Work}results/{task:D6}.json");
}
