using System.Globalization;
using System.IO.Hashing;
using System.Text;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.MapReduce.Storage;

/// <summary>
/// Where the objects of one job lie: <c>mapreduce/ID/RUN/output/</c> stays, <c>work/</c> beside it (plan, map output, bookkeeping) is
/// deleted when the job ends. Each execution has a folder of its own, so that a restart under the same id finds nothing stale.
/// </summary>
/// <param name="Root">Prefix of everything the job writes.</param>
internal readonly record struct JobLayout(string Root)
{
    /// <summary>Prefix of what outlives the job.</summary>
    public string Output => Root + "output/";

    /// <summary>Prefix of what does not.</summary>
    public string Work => Root + "work/";

    /// <summary>The description that every task of the job reads.</summary>
    public string Description => Work + "job.json";

    /// <summary>The keys that part the ranges of a sampled job.</summary>
    public string RangeKeys => Work + "range-keys.json";

    /// <summary>The counters and parts of a finished job.</summary>
    public string Manifest => Output + "manifest.json";

    /// <summary>The layout of one execution of a job.</summary>
    /// <param name="instanceId">The orchestration's id.</param>
    /// <param name="execution">A number of this execution that a replay repeats.</param>
    public static JobLayout For(string instanceId, Guid execution) => new($"mapreduce/{Segment(instanceId)}/{execution:N}/");

    /// <summary>Prefix of the documents that came with a job's request.</summary>
    /// <param name="instanceId">The orchestration's id.</param>
    public static string Documents(string instanceId) => $"mapreduce/{Segment(instanceId)}/documents/";

    /// <summary>The layout of a split's map output. It is written last: where it is, the split is done.</summary>
    public string MapOutput(int split) => Invariant($"{Work}maps/{split:D7}.json");

    /// <summary>A run of map output. The attempt in its name keeps attempts that overlap from sharing a run.</summary>
    public string Run(int split, string attempt, int sequence) => Invariant($"{Work}runs/{split:D7}-{attempt}-{sequence:D4}");

    /// <summary>Counters of the map phase.</summary>
    public string ShuffleTotals => Work + "shuffle.json";

    /// <summary>The segments that a reducer merges.</summary>
    public string Segments(int reducer) => Invariant($"{Work}segments/{reducer:D5}.json");

    /// <summary>A reducer's counters. They are written last: where they are, the part is done.</summary>
    public string ReduceOutput(int reducer) => Invariant($"{Work}reduces/{reducer:D5}.json");

    /// <summary>A part of the output.</summary>
    public string Part(int reducer) => Output + PartName(reducer);

    /// <summary>A part's name within the output.</summary>
    public static string PartName(int reducer) => Invariant($"part-r-{reducer:D5}");

    // An id that is no valid object name is replaced by its hash.
    private static string Segment(string instanceId) => ObjectName.IsSegment(instanceId)
        ? instanceId
        : "x" + XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(instanceId)).ToString("x32", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
