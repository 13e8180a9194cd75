namespace WorkDistribution.Core.MapReduce;

/// <summary>Merges more runs than may be open at once: groups of them become longer runs first.</summary>
internal static class MultiPassMerge
{
    /// <summary>Opens a merger over any number of runs.</summary>
    public static RunMerger Open(
        MapReduceJob job, IReadOnlyList<RunSource> runs, ReduceOptions options, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var scratch = new List<Stream>();
        try
        {
            while (runs.Count > options.MaxFanIn)
            {
                runs = Pass(job, runs, options, scratch, cancellationToken);
            }

            return RunMerger.Open(runs, job.RunsHoldCounts, job.ValuesAreSorted, progress, cancellationToken);
        }
        catch
        {
            scratch.ForEach(static stream => stream.Dispose());
            throw;
        }
    }

    private static List<RunSource> Pass(
        MapReduceJob job, IReadOnlyList<RunSource> runs, ReduceOptions options, List<Stream> scratch, CancellationToken cancellationToken)
    {
        // Only as many groups as are needed to get within the fan-in are merged; the other runs wait for the next pass untouched.
        var excess = runs.Count - options.MaxFanIn;
        var result = new List<RunSource>();
        var next = 0;
        while (next < runs.Count)
        {
            var group = Math.Min(Math.Min(options.MaxFanIn, runs.Count - next), excess + 1);
            if (group < 2)
            {
                result.Add(runs[next++]);
                continue;
            }

            var stream = options.CreateScratch?.Invoke() ?? new MemoryStream();
            scratch.Add(stream);
            Merge(job, [.. runs.Skip(next).Take(group)], stream, cancellationToken);
            stream.Position = 0;
            result.Add(new RunSource($"scratch run {scratch.Count}", () => stream));
            excess -= group - 1;
            next += group;
        }

        return result;
    }

    private static void Merge(MapReduceJob job, List<RunSource> runs, Stream target, CancellationToken cancellationToken)
    {
        using var merger = RunMerger.Open(runs, job.RunsHoldCounts, job.ValuesAreSorted, progress: null, cancellationToken);
        var writer = new RunWriter(target, job.RunsHoldCounts, cancellationToken);
        if (job.RunsHoldCounts)
        {
            var group = new KeyBuffer();
            long total = 0;
            var any = false;
            while (merger.MoveNext())
            {
                if (any && !group.Is(merger.Key))
                {
                    writer.Add(group.Key, total);
                    total = 0;
                }

                group.Set(merger.Key);
                total += merger.Count;
                any = true;
            }

            if (any)
            {
                writer.Add(group.Key, total);
            }
        }
        else
        {
            while (merger.MoveNext())
            {
                writer.Add(merger.Key, merger.Value);
            }
        }

        writer.EndSegment();
    }
}
