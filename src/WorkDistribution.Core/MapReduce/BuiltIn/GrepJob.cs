namespace WorkDistribution.Core.MapReduce;

/// <summary>
/// Lines that match a pattern, as <c>input:line number</c>, tab, line, in the order of the input across all parts.
/// </summary>
/// <remarks>
/// A split that begins within an input does not know the number of its first line. So every range of a cut input tells all parts
/// how many lines it has (<see cref="GrepKey"/>), under a key that sorts before its matches: a reducer adds them up as they stream
/// by and knows each number without state in the job's history. When the range before is missing (a split was given up), the
/// number is unknown and written as <c>?+n</c>: the n-th line behind the gap's end, where numbers cannot be known.
/// </remarks>
internal sealed class GrepJob : MapReduceJob
{
    private readonly LinePattern pattern;

    public GrepJob(JobParameters parameters) =>
        pattern = LinePattern.Create(parameters.GetString("pattern"), parameters.GetBoolean("ignoreCase", defaultValue: false));

    public override PartitioningKind Partitioning => PartitioningKind.InputOrder;

    internal override bool RunsHoldCounts => false;

    internal override IMapCollector CreateCollector(MapContext context) => new GrepCollector(pattern, context);

    internal override void ReduceAll(RunMerger merger, PartWriter output)
    {
        var numbers = new LineNumbers();
        while (merger.MoveNext())
        {
            if (numbers.Take(merger.Key, merger.Value, out var place))
            {
                output.BeginGroup();
                output.WriteRawValue(place, merger.Value);
            }
        }
    }
}
