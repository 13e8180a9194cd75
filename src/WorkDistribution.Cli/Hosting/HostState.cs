namespace WorkDistribution.Cli.Hosting;

/// <summary>
/// A state folder for one run of a host of our own, under <c>.local/wd</c> of the current directory. It holds the engine's
/// database only (job output goes to <c>.local/objects</c> and stays), so it is deleted afterwards; what a killed run left behind is
/// deleted by the next.
/// </summary>
internal sealed class HostState : IDisposable
{
    private readonly FileStream claim;

    private HostState(string directory, FileStream claim)
    {
        Directory = directory;
        this.claim = claim;
    }

    public string Directory { get; }

    public static HostState Create(string localDirectory)
    {
        var runs = System.IO.Path.Combine(localDirectory, "wd");
        System.IO.Directory.CreateDirectory(runs);
        DeleteAbandoned(runs);

        var directory = System.IO.Path.Combine(runs, $"{Environment.ProcessId}-{Guid.NewGuid():N}");
        var claim = new FileStream(directory + ".claim", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        System.IO.Directory.CreateDirectory(directory);
        return new HostState(directory, claim);
    }

    public void Dispose()
    {
        TryDelete(Directory);
        claim.Dispose();
    }

    private static void DeleteAbandoned(string runs)
    {
        foreach (var directory in System.IO.Directory.EnumerateDirectories(runs))
        {
            try
            {
                // A run in progress holds its claim exclusively; opening it tells the two apart.
                using var claim = new FileStream(directory + ".claim", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
                TryDelete(directory);
            }
            catch (IOException)
            {
                continue;
            }
        }
    }

    private static void TryDelete(string directory)
    {
        try
        {
            System.IO.Directory.Delete(directory, recursive: true);
        }
        catch (IOException)
        {
            // A host that is still going down may hold a file: the next run deletes what is left.
        }
        catch (UnauthorizedAccessException)
        {
            // As above, on systems that report it this way.
        }
    }
}
