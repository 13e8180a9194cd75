namespace WorkDistribution.Core.MapReduce;

/// <summary>
/// Merges sorted segments with a tree of losers (Knuth, TAOCP 3, 5.4.1): one comparison a level for each record.
/// </summary>
internal sealed class RunMerger : IDisposable
{
    private const int ProgressStep = 1024;

    private readonly RunReader[] readers;
    private readonly int[] losers;
    private readonly bool sortValues;
    private readonly IProgress<long>? progress;
    private readonly CancellationToken cancellationToken;
    private int winner = -1;
    private long reported;

    private RunMerger(RunReader[] readers, bool sortValues, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        this.readers = readers;
        this.sortValues = sortValues;
        this.progress = progress;
        this.cancellationToken = cancellationToken;
        losers = new int[readers.Length];
    }

    /// <summary>Records read so far.</summary>
    public long Records { get; private set; }

    /// <summary>Key of the current record.</summary>
    public ReadOnlySpan<byte> Key => readers[winner].Key;

    /// <summary>Value of the current record.</summary>
    public ReadOnlySpan<byte> Value => readers[winner].Value;

    /// <summary>Count of the current record.</summary>
    public long Count => readers[winner].Count;

    /// <summary>Opens segments for merging; closes those already open when one fails.</summary>
    public static RunMerger Open(
        IReadOnlyList<RunSource> runs, bool counts, bool sortValues, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var readers = new List<RunReader>(runs.Count);
        try
        {
            foreach (var run in runs)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var stream = run.Open();
                try
                {
                    readers.Add(new RunReader(stream, run.Name, counts));
                }
                catch
                {
                    stream.Dispose();
                    throw;
                }
            }

            return new RunMerger([.. readers], sortValues, progress, cancellationToken);
        }
        catch
        {
            readers.ForEach(static reader => reader.Dispose());
            throw;
        }
    }

    /// <summary>Moves to the next record in order of key, then of value when values are sorted, then of segment.</summary>
    public bool MoveNext()
    {
        if (winner < 0)
        {
            return Start();
        }

        if (readers[winner].AtEnd)
        {
            return false;
        }

        readers[winner].MoveNext();
        Replay();
        return CountRecord();
    }

    /// <summary>Reports what has not been reported.</summary>
    public void ReportProgress()
    {
        if (Records > reported)
        {
            progress?.Report(Records - reported);
            reported = Records;
        }
    }

    public void Dispose() => Array.ForEach(readers, static reader => reader.Dispose());

    private bool Start()
    {
        if (readers.Length == 0)
        {
            return false;
        }

        Array.ForEach(readers, static reader => reader.MoveNext());
        winner = Build(1);
        return CountRecord();
    }

    private bool CountRecord()
    {
        if (readers[winner].AtEnd)
        {
            return false;
        }

        if ((++Records & (ProgressStep - 1)) == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReportProgress();
        }

        return true;
    }

    /// <summary>Plays the matches below a node of the tree; leaves are the readers, numbered from the number of readers on.</summary>
    private int Build(int node)
    {
        if (node >= readers.Length)
        {
            return node - readers.Length;
        }

        var left = Build(2 * node);
        var right = Build((2 * node) + 1);
        var leftWins = Before(left, right);
        losers[node] = leftWins ? right : left;
        return leftWins ? left : right;
    }

    private void Replay()
    {
        var current = winner;
        for (var node = (winner + readers.Length) >> 1; node > 0; node >>= 1)
        {
            if (Before(losers[node], current))
            {
                (losers[node], current) = (current, losers[node]);
            }
        }

        winner = current;
    }

    private bool Before(int left, int right)
    {
        RunReader a = readers[left], b = readers[right];
        if (a.AtEnd || b.AtEnd)
        {
            return !a.AtEnd;
        }

        if (a.Prefix != b.Prefix)
        {
            return a.Prefix < b.Prefix;
        }

        var order = a.Key.SequenceCompareTo(b.Key);
        if (order == 0 && sortValues)
        {
            order = a.Value.SequenceCompareTo(b.Value);
        }

        return order != 0 ? order < 0 : left < right;
    }
}
