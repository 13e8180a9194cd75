namespace WorkDistribution.Core.MapReduce;

/// <summary>Runs the reduce phase of one partition.</summary>
public static class ReduceTask
{
    /// <summary>
    /// Merges the segments of one partition, reduces each group and writes the part. Runs on the calling thread and reads the
    /// segments synchronously, one block of about 32 KiB at a time; memory is bounded by the fan-in, not by the input.
    /// </summary>
    /// <param name="job">An instance of the job for this task alone.</param>
    /// <param name="runs">The segments of this partition: all runs of all map tasks that have one.</param>
    /// <param name="output">Takes the part: sorted lines of key, tab, value. It is flushed but not disposed.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="progress">Told the pairs read since the last call; about once a thousand.</param>
    /// <param name="cancellationToken">Cancels between two blocks.</param>
    /// <returns>Counters and the first entries of the part.</returns>
    /// <exception cref="RunCorruptedException">A segment is truncated or damaged.</exception>
    public static ReduceOutput Run(
        MapReduceJob job,
        IReadOnlyList<RunSource> runs,
        Stream output,
        ReduceOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new ReduceOptions();
        options.Validate();
        using var merger = MultiPassMerge.Open(job, runs, options, progress, cancellationToken);
        var writer = new PartWriter(output, options.Top);
        job.ReduceAll(merger, writer);
        merger.ReportProgress();
        writer.Flush();
        output.Flush();
        return new ReduceOutput(
            merger.Records, writer.Groups, writer.Records, writer.TotalCount, writer.Bytes, writer.TakeTop());
    }
}
